//! Numbers of every width.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Decimal32Type, Decimal64Type, Decimal128Type, Float16Type, Float32Type,
    Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};
use arrow_array::{Array, PrimitiveArray};
use arrow_schema::DataType;

/// The numbers of a column, by row.
pub(crate) type Numbers<'a> = Box<dyn Fn(usize) -> f64 + 'a>;

/// Whether a type is a number that [`numbers`] reads.
pub(crate) fn is_number(kind: &DataType) -> bool {
    kind.is_integer()
        || kind.is_floating()
        || matches!(
            kind,
            DataType::Decimal32(..) | DataType::Decimal64(..) | DataType::Decimal128(..)
        )
}

/// Returns how the numbers of a column are read; nothing for a type that is no number.
#[expect(clippy::cast_precision_loss, reason = "no observation has numbers beyond 2^53")]
pub(crate) fn numbers(array: &dyn Array) -> Option<Numbers<'_>> {
    Some(match array.data_type() {
        DataType::Int8 => of::<Int8Type>(array, f64::from),
        DataType::Int16 => of::<Int16Type>(array, f64::from),
        DataType::Int32 => of::<Int32Type>(array, f64::from),
        DataType::Int64 => of::<Int64Type>(array, |number| number as f64),
        DataType::UInt8 => of::<UInt8Type>(array, f64::from),
        DataType::UInt16 => of::<UInt16Type>(array, f64::from),
        DataType::UInt32 => of::<UInt32Type>(array, f64::from),
        DataType::UInt64 => of::<UInt64Type>(array, |number| number as f64),
        DataType::Float16 => of::<Float16Type>(array, f64::from),
        DataType::Float32 => of::<Float32Type>(array, f64::from),
        DataType::Float64 => of::<Float64Type>(array, |number| number),
        DataType::Decimal32(_, scale) => {
            scaled(of::<Decimal32Type>(array, f64::from), i32::from(*scale))
        }
        DataType::Decimal64(_, scale) => {
            scaled(of::<Decimal64Type>(array, |number| number as f64), i32::from(*scale))
        }
        DataType::Decimal128(_, scale) => {
            scaled(of::<Decimal128Type>(array, |number| number as f64), i32::from(*scale))
        }
        _ => return None,
    })
}

fn of<'a, T: ArrowPrimitiveType>(
    array: &'a dyn Array,
    convert: impl Fn(T::Native) -> f64 + 'a,
) -> Numbers<'a> {
    let array: &PrimitiveArray<T> = array.as_primitive();
    Box::new(move |row| convert(array.value(row)))
}

/// A decimal: dividing by a power of ten that f64 holds rounds once, as reading the digits would.
fn scaled(digits: Numbers<'_>, scale: i32) -> Numbers<'_> {
    let power = (0..scale.abs()).fold(1.0, |power, _| power * 10.0);
    if scale < 0 {
        Box::new(move |row| digits(row) * power)
    } else {
        Box::new(move |row| digits(row) / power)
    }
}
