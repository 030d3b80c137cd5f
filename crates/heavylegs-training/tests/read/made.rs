//! Makes one run in each format, byte by byte, so that the reader is not tested by its own decoder's encoder.

use std::fmt::Write as _;

/// 2026-03-01 07:00:00 UTC.
pub(crate) const START_S: i64 = 1_772_348_400;

const FIT_START: u32 = 1_772_348_400 - 631_065_600;

/// Degrees of latitude in three metres.
const STEP: f64 = 3.0 / 111_195.08;

/// The body of a FIT file that grows message by message.
#[derive(Default)]
struct Fit(Vec<u8>);

/// Field number, size, type.
type Field = (u8, u8, u8);

const ENUM: u8 = 0;
const U8: u8 = 2;
const U16: u8 = 0x84;
const U32: u8 = 0x86;

impl Fit {
    fn define(&mut self, local: u8, number: u16, fields: &[Field], developer: &[Field]) {
        self.0.push(0x40 | local | if developer.is_empty() { 0 } else { 0x20 });
        self.0.extend([0, 0]);
        self.0.extend(number.to_le_bytes());
        for list in [fields, developer].into_iter().take(if developer.is_empty() { 1 } else { 2 }) {
            self.0.push(u8::try_from(list.len()).unwrap());
            for (a, b, c) in list {
                self.0.extend([*a, *b, *c]);
            }
        }
    }

    fn finish(self) -> Vec<u8> {
        let mut file = vec![14, 0x20, 0x54, 0x08];
        file.extend(u32::try_from(self.0.len()).unwrap().to_le_bytes());
        file.extend(b".FIT");
        file.extend(crc(&file).to_le_bytes());
        file.extend(self.0);
        file.extend(crc(&file).to_le_bytes());
        file
    }
}

/// Bit by bit, unlike the reader's.
fn crc(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |sum: u16, byte| {
        (0..8).fold(sum ^ u16::from(*byte), |sum, _| {
            (sum >> 1) ^ (if sum & 1 == 1 { 0xA001 } else { 0 })
        })
    })
}

fn begin() -> Fit {
    let mut fit = Fit::default();
    fit.define(0, 0, &[(0, 1, ENUM), (1, 2, U16)], &[]);
    fit.0.extend([0, 4, 1, 0]);
    fit
}

fn end(mut fit: Fit, seconds: u32) -> Vec<u8> {
    fit.define(
        1,
        18,
        &[
            (253, 4, U32),
            (2, 4, U32),
            (7, 4, U32),
            (8, 4, U32),
            (9, 4, U32),
            (5, 1, ENUM),
            (6, 1, ENUM),
        ],
        &[],
    );
    fit.0.push(1);
    let numbers = [FIT_START + seconds, FIT_START, seconds * 1000, seconds * 1000, seconds * 300];
    for number in numbers {
        fit.0.extend(number.to_le_bytes());
    }
    fit.0.extend([1, 0]);
    fit.finish()
}

/// A FIT file of so many seconds.
pub(crate) fn fit(seconds: u32) -> Vec<u8> {
    let mut fit = begin();
    fit.define(2, 20, &[(253, 4, U32), (5, 4, U32), (3, 1, U8), (4, 1, U8)], &[]);
    for second in 0..seconds {
        fit.0.push(2);
        fit.0.extend((FIT_START + second).to_le_bytes());
        fit.0.extend((second * 300).to_le_bytes());
        fit.0.extend([150, 80]);
    }
    end(fit, seconds)
}

/// A FIT file whose records, all but the first, have only the last five bits of their time, in their header.
pub(crate) fn fit_with_compressed_times(seconds: u32) -> Vec<u8> {
    let mut fit = begin();
    fit.define(2, 20, &[(253, 4, U32), (3, 1, U8)], &[]);
    fit.0.push(2);
    fit.0.extend(FIT_START.to_le_bytes());
    fit.0.push(150);
    fit.define(3, 20, &[(3, 1, U8)], &[]);
    for second in 1..=seconds {
        let low = u8::try_from((FIT_START + second) & 31).unwrap();
        fit.0.extend([0x80 | (3 << 5) | low, 150]);
    }
    end(fit, seconds)
}

/// A FIT file with power as a developer field of Stryd; its description can be missing.
pub(crate) fn fit_with_stryd(seconds: u32, is_described: bool) -> Vec<u8> {
    let id: u128 = 0x18fb_2cf0_1a4b_430d_ad66_988c_8474_21f4;
    let mut fit = begin();
    if is_described {
        fit.define(4, 207, &[(1, 16, 13), (3, 1, U8)], &[]);
        fit.0.push(4);
        fit.0.extend(id.to_be_bytes());
        fit.0.push(0);
        fit.define(5, 206, &[(0, 1, U8), (1, 1, U8), (2, 1, U8)], &[]);
        fit.0.extend([5, 0, 0, U16]);
    }
    fit.define(2, 20, &[(253, 4, U32)], &[(0, 2, 0)]);
    for second in 0..seconds {
        fit.0.push(2);
        fit.0.extend((FIT_START + second).to_le_bytes());
        fit.0.extend(301_u16.to_le_bytes());
    }
    end(fit, seconds)
}

fn clock(second: u32) -> String {
    format!("2026-03-01T{:02}:{:02}:{:02}Z", 7 + second / 3600, second / 60 % 60, second % 60)
}

/// A TCX file of so many seconds.
pub(crate) fn tcx(seconds: u32) -> String {
    let mut text = format!(
        "\u{feff} <?xml version=\"1.0\"?>\n<TrainingCenterDatabase><Activities><Activity Sport=\"Running\"><Id>{0}</Id>\
         <Lap StartTime=\"{0}\"><TotalTimeSeconds>{seconds}</TotalTimeSeconds><DistanceMeters>{1}</DistanceMeters><Track>",
        clock(0),
        seconds * 3
    );
    for second in 0..seconds {
        write!(
            text,
            "<Trackpoint><Time>{}</Time><DistanceMeters>{}</DistanceMeters><HeartRateBpm><Value>150</Value></HeartRateBpm>\
             <Extensions><ns3:TPX><ns3:Speed>3.0</ns3:Speed><ns3:RunCadence>80</ns3:RunCadence></ns3:TPX></Extensions></Trackpoint>",
            clock(second),
            second * 3
        )
        .unwrap();
    }
    text + "</Track></Lap></Activity></Activities></TrainingCenterDatabase>"
}

/// A GPX file of so many seconds, along a meridian.
pub(crate) fn gpx(seconds: u32) -> String {
    let mut text =
        "<gpx creator=\"made here\"><trk><name>A &amp; B</name><type>running</type><trkseg>"
            .to_owned();
    for second in 0..seconds {
        write!(
            text,
            "<trkpt lat=\"{}\" lon=\"0\"><ele>5</ele><time>{}</time><extensions><gpxtpx:TrackPointExtension>\
             <gpxtpx:atemp>20</gpxtpx:atemp><gpxtpx:hr>150</gpxtpx:hr><gpxtpx:cad>80</gpxtpx:cad>\
             </gpxtpx:TrackPointExtension></extensions></trkpt>",
            f64::from(second) * STEP,
            clock(second)
        )
        .unwrap();
    }
    text + "</trkseg></trk></gpx>"
}
