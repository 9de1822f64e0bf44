"""Mistakes of content authors. They do not overlap, so all of them can be made together."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Break:
    """A mistake: `new` instead of `old` in a file. `says` is part of the resulting message."""

    name: str
    file: str
    old: str
    new: str
    says: str


BREAKS = [
    Break(
        "unknown key",
        "flow/heart.toml",
        'hint = "Tick what is true."',
        'hint = "Tick what is true."\nhnt = "x"',
        "flow/heart.toml: heart: unknown key 'hnt'",
    ),
    Break(
        "duplicate id",
        "rules/now.toml",
        'id = "now-unsure"',
        'id = "chest-pain"',
        "rules/now.toml: chest-pain: duplicate id",
    ),
    Break(
        "an option that is a kind of itself",
        "flow/heart.toml",
        'label = "Long QT"',
        'label = "Long QT"\ncounts_as = { heart = ["long-qt"] }',
        "flow/heart.toml: long-qt: counts as 'long-qt', and that counts as this",
    ),
    Break(
        "unknown option in a rule",
        "rules/now.toml",
        'silent_for = [{ now = ["unsure"] }]',
        'silent_for = [{ now = ["unsur"] }]',
        "rules/now.toml: chest-pain: 'now: unsur' is no option",
    ),
    Break(
        "unknown group",
        "rules/heart.toml",
        'when = ["any-heart"]',
        'when = ["any-heart", "every-heart"]',
        "rules/heart.toml: heart-problem: when[1]: no group 'every-heart' in rules/groups.toml"
        " (known: any-heart)",
    ),
    Break(
        "an option neither ruled nor quiet",
        "flow/heart.toml",
        'label = "Fainting"',
        'label = "Fainting"\n\n[[option]]\nid = "device"\nlabel = "Pacemaker"',
        "flow/heart.toml: device: named by no rule; write a rule for it, or mark it quiet",
    ),
    Break(
        "an option both ruled and quiet",
        "flow/now.toml",
        'label = "Not sure"',
        'label = "Not sure"\nquiet = true',
        "flow/now.toml: unsure: quiet, and yet named by a rule",
    ),
    Break(
        "a rule that names none",
        "rules/heart.toml",
        'when = [{ heart = ["prefer-not"] }]',
        'when = [{ heart = ["prefer-not"], now = ["none"] }]',
        "rules/heart.toml: heart-not-told: names 'now: none'; nothing follows from none",
    ),
    Break(
        "a section that no rule shows",
        "rules/everyone.toml",
        'sections = ["basics"]',
        'sections = ["heart"]',
        "article/basics.md: no rule shows this section",
    ),
    Break(
        "a rule that shows no section",
        "rules/now.toml",
        'sections = ["emergency", "crisis"]\nreason = "Let',
        'sections = ["emergency", "crisis", "today"]\nreason = "Let',
        "shows 'today', which is no section",
    ),
    Break(
        "a rule without evidence",
        "rules/everyone.toml",
        '\nevidence = ["RF-01"]',
        "\nevidence = []",
        "rules/everyone.toml: everyone: has no evidence; name the claims that carry it",
    ),
    Break(
        "a rule without an example that fires",
        "rules/everyone.toml",
        'fires_for = [{ now = ["none"] }]',
        "",
        "rules/everyone.toml: everyone: no example for which it fires; add fires_for",
    ),
    Break(
        "a rule without an example for which it is silent",
        "rules/heart.toml",
        'silent_for = [{ heart = ["none"] }]',
        "",
        "rules/heart.toml: heart-not-told: no example for which it is silent; add silent_for",
    ),
    Break(
        "an example that does not fire",
        "rules/heart.toml",
        'fires_for = [{ heart = ["prefer-not"] }]',
        'fires_for = [{ heart = ["unsure"] }]',
        "rules/heart.toml: heart-not-told: does not fire for heart: unsure",
    ),
    Break(
        "a paragraph without a citation",
        "article/basics.md",
        "The rest. [RF-01]",
        "The rest.",
        "article/basics.md: paragraph 3: has no citation; end it with the claims that it rests on"
        " (in 'The rest.…')",
    ),
    Break(
        "a citation of unknown evidence",
        "article/basics.md",
        "The first word on basics. [RF-01]",
        "The first word on basics. [RF-99]",
        "article/basics.md: paragraph 1: cites RF-99, which is no claim in evidence/",
    ),
    Break(
        "a citation of a way of working",
        "article/basics.md",
        "One thing to do for basics. [RF-01]",
        "One thing to do for basics. [SC-01]",
        "article/basics.md: paragraph 2: cites SC-01, a way of working; it is no evidence of harm",
    ),
    Break(
        "an inference without a hedge",
        "article/heart.md",
        "Leaf might change the pulse.",
        "Leaf changes the pulse.",
        "article/heart.md: paragraph 1: rests on CV-01, an inference; expected one of: not studied,"
        " might",
    ),
    Break(
        "a report without the name of the body",
        "article/heart.md",
        "The Heart Board has said so too.",
        "So it was said.",
        "article/heart.md: paragraph 2: rests on a report of CV-02; expected the name Heart Board",
    ),
    Break(
        "an amount",
        "article/emergency.md",
        "The rest. [RF-01]",
        "Take 2 grams. [RF-01]",
        "article/emergency.md: paragraph 3: an amount, '2 grams'; the check never says how much",
    ),
    Break(
        "a banned phrase",
        "article/emergency.md",
        "The first word on emergency.",
        "It is Safe To use.",
        "article/emergency.md: paragraph 1: the banned phrase 'safe to'",
    ),
    Break(
        "a region without an emergency number",
        "regions/us.toml",
        'emergency = ["911"]',
        "emergency = []",
        "regions/us.toml: us: has no emergency number",
    ),
    Break(
        "a source that nobody cites",
        "sources.toml",
        '[[source]]\nid = "S2"',
        '[[source]]\nid = "S3"\ntitle = "t"\npublisher = "p"\nkind = "study"\nread = "itself"\n\n'
        '[[source]]\nid = "S2"',
        "sources.toml: S3: no claim cites this source",
    ),
    Break(
        "a claim on an unknown source",
        "evidence/facts.toml",
        'text = "Ask kindly."\nstrength = ["GL"]\nsources = ["S1"]',
        'text = "Ask kindly."\nstrength = ["GL"]\nsources = ["S9"]',
        "evidence/facts.toml: SC-01: cites S9, which is no source in sources.toml",
    ),
    Break(
        "a journey in no region",
        "journeys.toml",
        'region = "us"',
        'region = "moon"',
        "journeys.toml: a heart that stops for nobody: 'moon' is no region",
    ),
    Break(
        "a rule that names nobody to talk to",
        "rules/heart.toml",
        'talk_to = ["doctor"]\nfires_for = [{ heart = ["fainting"] }]',
        'fires_for = [{ heart = ["fainting"] }]',
        "rules/heart.toml: heart-problem: names nobody to talk to; add talk_to",
    ),
    Break(
        "a call for help that rests on an inference",
        "until-then/instructions.toml",
        'evidence = ["CV-02"]',
        'evidence = ["CV-01"]',
        "until-then/instructions.toml: keep-calm: calls for help, and rests on CV-01, an inference",
    ),
    Break(
        "an instruction about an unknown answer",
        "until-then/instructions.toml",
        'heart = ["fainting"]',
        'heart = ["faint"]',
        "until-then/instructions.toml: keep-calm: 'heart: faint' is no option",
    ),
]
