//! From the columns of a batch to cells.

mod bind;
mod number;
mod read;

pub(crate) use bind::{Bound, bind};
pub(crate) use read::{Read, reader};
