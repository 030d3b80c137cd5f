//! A small knowledge base with nothing wrong in it: one or two entries of every sort.

pub(super) const BASE: [(&str, &str); 8] = [
    (
        "knowledge.toml",
        r#"
version = "1.0.0"
families = ["load", "blood"]
[screens.universal]
universal = true
observations = ["fever_now"]
[scope.under_18]
when = { age_years = "< 18" }
[reference_population]
source = "estimate"
strata = [
  { share = 0.5, is = { sex = "female" } },
  { share = 0.5, is = { sex = "male" } },
]
"#,
    ),
    (
        "sources.toml",
        r#"
[smith2020]
citation = "Smith A (2020). Legs."
status = "memory"
"#,
    ),
    (
        "observations/all.toml",
        r#"
[sex]
kind = "context"
levels = ["female", "male"]
[age_years]
kind = "context"
unit = "years"
range = [5, 110]
cuts = [18]
levels = ["under_18", "over_18"]
[fever_now]
kind = "symptom"
[tired]
kind = "symptom"
base = 0.3
source = "estimate"
ask_when = { sex = ["female", "male"] }
[hard_week]
kind = "factor"
share = 0.4
source = "estimate"
[diet]
kind = "factor"
levels = ["mixed", "vegan"]
shares = [0.9, 0.1]
source = "estimate"
[side]
kind = "descriptor"
levels = ["both", "left", "right"]
shares = [0.8, 0.1, 0.1]
source = "estimate"
[lasting]
kind = "descriptor"
levels = ["days", "longer"]
shares = [0.6, 0.4]
source = "estimate"
[lasting.default_rows]
source = "estimate"
hours = [0.8, 0.2]
days = [0.7, 0.3]
weeks = [0.5, 0.5]
months = [0.2, 0.8]
[ferritin]
kind = "measurement"
unit = "ug/L"
range = [1, 2000]
cuts = [30]
levels = ["low", "normal"]
shares = [0.2, 0.8]
source = "estimate"
"#,
    ),
    (
        "causes/fatigue.toml",
        r#"
family = "load"
prior = { value = 0.2, source = "smith2020" }
related_causes = ["low_iron"]
[factors]
source = "estimate"
hard_week = 3
[symptoms]
source = "estimate"
tired = 0.6
[recommendations]
source = "estimate"
easy_week = 0.8
[[case]]
name = "leads"
evidence = { hard_week = true, tired = true }
leads = "fatigue"
[[case]]
name = "similar"
evidence = { hard_week = false, ferritin = 12 }
leads = "low_iron"
"#,
    ),
    (
        "causes/low_iron.toml",
        r#"
family = "blood"
horizon = "months"
stage_of = "low_blood"
care = "appointment"
disclosure = "described"
prior = { value = 0.1, source = "estimate" }
[[prior_when]]
if = { sex = "female" }
is = { value = 0.14, source = "estimate" }
replaces = ["diet"]
[[prior_when]]
if = { sex = "male" }
is = { value = 0.06, source = "estimate" }
[factors]
source = "estimate"
diet = { vegan = 2 }
[symptoms]
source = "estimate"
tired = 0.7
[descriptors.side]
source = "estimate"
both = 0.9
left = 0.05
right = 0.05
[measurements.ferritin]
source = "estimate"
low = 3
normal = 0.5
[recommendations]
source = "estimate"
blood_test = 0.9
[[case]]
name = "leads"
evidence = { ferritin = 12 }
leads = "low_iron"
[[case]]
name = "similar"
evidence = { ferritin = 80 }
between = { low_iron = [0.0, 0.1] }
fires = ["fever"]
recommends = ["blood_test"]
"#,
    ),
    (
        "recommendations/all.toml",
        r#"
[easy_week]
source = "estimate"
days_to_effect = [2, 14]
[[easy_week.cautions]]
id = "ill"
when = { fever_now = true }
[[easy_week.cautions]]
id = "iron"
cause = "low_iron"
above = 0.3
[blood_test]
source = "smith2020"
"#,
    ),
    (
        "red_flags/all.toml",
        r#"
[fever]
when = { fever_now = true, any = [ { tired = true }, { age_years = ">= 70" } ] }
urgency = "same_day"
source = "estimate"
raises = ["low_iron"]
"#,
    ),
    (
        "texts/en/all.toml",
        r#"
[families]
load = "Load"
blood = "Blood"
[stages]
low_blood = "low blood"
[causes.fatigue]
name = "tired legs"
summary = "A lot of running."
[causes.low_iron]
name = "low iron"
summary = "Little iron."
described = "worth a check"
[observations.sex]
title = "Sex"
question = "Sex?"
levels = { female = "a woman", male = "a man" }
[observations.age_years]
title = "Age"
question = "How old?"
levels = { under_18 = "under 18", over_18 = "grown up" }
[observations.fever_now]
title = "Fever"
question = "Do you have a fever?"
present = "a fever"
absent = "no fever"
[observations.tired]
title = "Tired"
question = "Tired?"
present = "tired"
absent = "not tired"
[observations.hard_week]
title = "Hard week"
question = "Hard week?"
present = "a hard week"
absent = "no hard week"
[observations.diet]
title = "Diet"
question = "What?"
levels = { mixed = "mixed", vegan = "vegan" }
[observations.side]
title = "Side"
question = "Which?"
levels = { both = "both", left = "left", right = "right" }
[observations.lasting]
title = "Lasting"
question = "How long?"
levels = { days = "days", longer = "longer" }
[observations.ferritin]
title = "Ferritin"
question = "How much?"
levels = { low = "low", normal = "normal" }
[recommendations.easy_week]
name = "Easy week"
steps = ["Halve it."]
better_by = "In a week."
cautions = { ill = "Rest.", iron = "Eat." }
[recommendations.blood_test]
name = "Blood test"
steps = ["Ask."]
[red_flags.fever]
reason = "A fever."
now = "See someone."
[screens.universal]
question = "Any of these?"
[scope.under_18]
text = "For grown-ups."
"#,
    ),
];
