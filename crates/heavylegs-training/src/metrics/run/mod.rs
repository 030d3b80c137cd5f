//! Numbers of one run.

mod climb;
mod decoupling;
mod gait;
mod grade;
mod load;
mod pace_shape;
mod place;
mod warm_up;
mod window;
mod zones;

pub use climb::{Climb, climb};
pub use decoupling::{decoupling, efficiency_factor};
pub(crate) use decoupling::{moving_time, steady_means};
pub(crate) use gait::LateGait;
pub use gait::{Gait, GaitLine, add_gait_points, cadence_at_easy, fit_gait_line, late_gait_change};
pub use grade::{adjusted_speed, grade_factor};
pub use load::{
    banister_load, banister_per_minute, edwards_load, exertion_load, pace_load, pace_load_of,
};
pub use pace_shape::{PaceFade, WallTest, fast_start_ratio, pace_fade, wall_test};
pub use place::{Temperature, mean_height_m, temperature};
pub use warm_up::{WarmUpRamp, warm_up_ramp};
pub(crate) use window::minutes;
pub use zones::{EASY_BELOW, Zones, zones};

#[cfg(test)]
mod tests;
