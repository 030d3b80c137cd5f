"""The words that the tables of a knowledge base may use."""

from __future__ import annotations

import re

ID = re.compile(r"^[a-z][a-z0-9_]*$")
SECTIONS = ("causes", "observations", "recommendations", "red_flags", "sources")
KINDS = ("symptom", "factor", "descriptor", "measurement", "context")
CARE = ("self_care", "appointment", "same_day")
URGENCIES = ("self_care", "appointment", "same_day", "emergency")
ACTIVITIES = ("as_planned", "easy_only", "rest_today", "no_running_until_seen")
HORIZONS = ("hours", "days", "weeks", "months")

KEYS = {
    "causes": {
        "family", "horizon", "care", "disclosure", "scored", "rule_leads", "stage_of", "related_causes",
        "prior", "prior_when", "factors", "symptoms", "descriptors", "measurements", "recommendations",
        "case", "source", "class", "note", "sources", "activity", "sensitive",
    },
    "observations": {
        "kind", "base", "share", "shares", "levels", "reference", "unit", "units", "range", "cuts",
        "valid_for_hours", "sensitive", "answered_by", "ask_when", "doubtful", "default_rows", "refers_to",
        "source", "class", "note", "interval",
    },
    "red_flags": {"when", "urgency", "activity", "source", "class", "raises", "case", "note", "valid_for_hours"},
    "recommendations": {
        "effort", "strength", "days_to_effect", "source", "class", "needs_clinician", "exertion", "cautions", "note",
        "case", "response",
    },
    "sources": {"citation", "doi", "url", "status", "note"},
}
