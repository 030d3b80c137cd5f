"""Why are my legs heavy today? Prints the report for a few answers of one runner.

`quickstart.rs` prints the same.
"""

import heavylegs as hl

evidence = hl.Evidence(
    course_in_run="heavy_then_clears",
    sitting_hours_today=9,
    side="both_alike",
    one_leg_swollen=False,
)
print(hl.assess(evidence))
