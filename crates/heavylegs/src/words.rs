//! The words of the JSON contract for its enumerations.

use std::fmt;

use crate::assess::CoverageState;
use crate::evidence::Origin;
use crate::knowledge::{Activity, Urgency};

/// Gives an enumeration its words, which are those of the JSON contract.
macro_rules! words {
    ($($name:ident { $($variant:ident => $word:literal,)+ })+) => {
        $(
            impl $name {
                /// Returns the word of the JSON contract.
                #[must_use]
                pub fn as_str(self) -> &'static str {
                    match self {
                        $(Self::$variant => $word,)+
                    }
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.pad(self.as_str())
                }
            }
        )+

        #[cfg(test)]
        #[test]
        fn words_are_those_of_the_json() {
            $($(
                let json = serde_json::to_value($name::$variant).unwrap();
                assert_eq!(json, $name::$variant.to_string());
            )+)+
        }
    };
}

words! {
    Urgency {
        SelfCare => "self_care",
        Appointment => "appointment",
        SameDay => "same_day",
        Emergency => "emergency",
    }
    Activity {
        AsPlanned => "as_planned",
        EasyOnly => "easy_only",
        RestToday => "rest_today",
        NoRunningUntilSeen => "no_running_until_seen",
    }
    Origin {
        Answer => "answer",
        Device => "device",
        Log => "log",
    }
    CoverageState {
        Sufficient => "sufficient",
        Insufficient => "insufficient",
    }
}
