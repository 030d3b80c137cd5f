//! The numbers of the FIT profile that this reader knows: messages and their fields.

pub(super) const FILE_ID: u16 = 0;
/// The sport that was chosen, in many files long before the session.
pub(super) const SPORT: u16 = 12;
pub(super) const SESSION: u16 = 18;
pub(super) const LAP: u16 = 19;
pub(super) const RECORD: u16 = 20;
pub(super) const EVENT: u16 = 21;
pub(super) const DEVICE_INFO: u16 = 23;
pub(super) const ACTIVITY: u16 = 34;
pub(super) const HRV: u16 = 78;
pub(super) const FIELD_DESCRIPTION: u16 = 206;
pub(super) const DEVELOPER_DATA_ID: u16 = 207;

/// The messages whose fields are looked at.
pub(super) const WANTED: [u16; 11] = [
    RECORD,
    HRV,
    EVENT,
    LAP,
    SESSION,
    ACTIVITY,
    SPORT,
    FILE_ID,
    DEVICE_INFO,
    FIELD_DESCRIPTION,
    DEVELOPER_DATA_ID,
];

/// The time of a message, in every message that has one.
pub(super) const TIMESTAMP: u8 = 253;

/// Seconds from 1970-01-01 to 1989-12-31, from which FIT counts.
pub(super) const EPOCH_S: f64 = 631_065_600.0;

/// Timestamps below count from when the device was switched on.
pub(super) const LEAST_DATE: f64 = 268_435_456.0;
