"""The words that questions for grades are made of."""

from __future__ import annotations

import re

SCALE = ("inadequate", "requires improvement", "good", "outstanding")  # worst first

GRADES = {
    "outstanding": r"outstanding|top[- ](?:rated|graded|marks|grade)",
    "good": r"good",
    "requires improvement": r"requir(?:es?|ing|ed) improvement(?: to be good)?|RI",
    "inadequate": r"inadequate"
    r"|fail(?:ed|ing|s)? (?:its|their|the|an?|any) (?:\w+ ){0,2}inspections?",
}
ANY_GRADE = "|".join(GRADES.values())
# A grade asked for by its name, or by how it went at the inspection.
NOUN = re.compile(
    r"\b(?:grad(?:es?|ed|ing)|ratings?|rated|judged|judge?ments?|scored?|scores|verdicts?|mark(?:s|ed)?"
    r"|overall effectiveness|out of (?:4|four)"
    r"|(?:ofsted|cqc|inspectors|they|it) (?:rate|grade|judge|score))\b",
    re.IGNORECASE,
)
OUTCOME = re.compile(
    r"\bhow (?:did|has|have|was|were)\b.*\b(?:do|done|fared?|c[ao]me out|get on|perform(?:ed)?)\b"
    r"|\bwhat (?:did|has|have)\b(?!.*\b(?:better|worse)\b)"
    r".*\b(?:get|got|received?|give|given|ma[dk]e of)\b|\b(?:result|outcome)s?\b",
    re.IGNORECASE,
)
AT_INSPECTION = re.compile(
    r"\b(?:overall|headline|ofsted|cqc|(?:re-?)?inspect(?:ion|ions|ed)|judge?ments?|20[0-4]\d"
    r"|(?:last|this) time)\b",
    re.IGNORECASE,
)
BARE = re.compile(r"\b(?:overall|headline)\b", re.IGNORECASE)
IS_GRADED = re.compile(
    r"\b(?:is|are|was|were|be|been|get|got|gets|still|being|only|anything|ha[sd]|above|below"
    r"|did|does|go|went|gone|fall|fell|drop|dropped|rise|rose|risen|improve|improved)\b"
    rf".*?\b(?:{ANY_GRADE})\b",
    re.IGNORECASE,
)
# What only sounds like it: "how good is", "what is good about", "good practice".
OTHERWISE = re.compile(
    r"\bhow (?:good|well|strong|effective|bad|poor)\b(?!.*\b(?:grade|rating|judge?ment)\b)"
    r"|\bgood (?:enough|about|at|practice)\b|\bwhy\b|\bhow (?:come|long|much|often)\b"
    r"|\bhow (?:do|does)\b(?!.*\bcompare)"
    r"|\bwh(?:at|o) (?:is|are|was|were|'s) (?:good|outstanding|inadequate)\b|\bwhat do\b"
    r"|\bsa(?:y|id|ys|ying)\b|^when\b|\band when\b|\bwhen (?:is|was|were|did|does|do|will)\b",
    re.IGNORECASE,
)
# When a council had a grade: told by all its grades, or by those that are the one named.
WHEN = re.compile(
    r"^(?:(?:and|so|but) )?(?:since when|when|how long|how often|how many times"
    r"|(?:in )?(?:what|which) years?)\b",
    re.IGNORECASE,
)
PASSED = re.compile(
    r"^(?:(?:and|so|but) )?(?:did|does|has|have|is|are|was|were)\b"
    r".*\b(?:pass(?:ed|ing)?|fail(?:ed|ing)?)\b",
    re.IGNORECASE,
)
OVER_TIME = re.compile(
    r"\b(?:ever|over (?:the )?(?:time|years)|at any (?:time|point)|all the way|once|history)\b",
    re.I,
)
SPAN = re.compile(r"\b(?:since|how long|be(?:come|came)|turned|stop\w*|cease\w*|until)\b", re.I)
HOW_GOOD = re.compile(
    r"^(?:(?:and|so|but) )?how (?:good|bad|strong|weak) (?:is|are|was|were)\b", re.IGNORECASE
)
ANOTHER = re.compile(r"\b(?:how|who|whose|when|why|where|list|names?)\b(?! about)", re.IGNORECASE)
PARTS = re.compile(
    r"\b(?:which|what|any|only|one|other|list)\b[\w\s'’…]{0,30}?\b(?:area|part|bit|service|aspect"
    r"|element|judge?ment|strand|theme|statement)s?\b|\bany(?:thing|where)\b"
    r"|\b(?:rated|judged|graded)\b[\w\s]*\bfor(?: in| at)?\W*$"
    r"|\bwhat (?:was|is|were|are|has)\b[\w\s]*\b(?:rated|judged|graded)\b"
    r"|\bwhat (?:is|are|was|were|does)\b.*\b(?:best|worst|strongest|weakest) (?:at|for|on|in)\b"
    r"|\bwhich (?:grade|rating|score)s? (?:ha\w+ )?"
    r"(?:changed|moved|improved|rose|fell|dropped|went)\b",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"\b(?:best|highest|strongest|worst|lowest|weakest|poorest)\b[\w\s]{0,20}\b(?:areas?|parts?|marks?"
    r"|bits?|services?|aspects?|scores?|grades?|ratings?|judge?ments?)\b",
    re.IGNORECASE,
)
BEST = re.compile(r"\b(?:best|highest|strongest|top)\b", re.IGNORECASE)
WORST = re.compile(
    r"\b(?:worst|lowest|weakest|poorest|bottom|(?:let|drag|pull|brought)\w* .*down"
    r"|least (?:happy|impressed|satisfied|pleased))\b",
    re.IGNORECASE,
)
EXTREMES = {
    (False, False): "",
    (True, False): "best",
    (False, True): "worst",
    (True, True): "both",
}
UP = re.compile(
    r"(?<!pick )(?<!picked )\b(?:improv\w+|better|up|ris\w+|rose|higher)\b", re.IGNORECASE
)
DOWN = re.compile(
    r"\b(?:worse\w*|down|fall\w*|fell|declin\w+|deteriorat\w+|slip(?:ped)?|drop(?:ped)?|lower)\b",
    re.IGNORECASE,
)
WAYS = {
    (False, False): "",
    (True, False): "up",
    (False, True): "down",
    (True, True): "either",
}
MOVED = re.compile(
    r"^(?:and |so )?(?:has|have|did|is|are|was|were)\b"
    r".*\b(?:improv\w+|better|worse|declined|deteriorated)\b",
    re.IGNORECASE,
)
HAS_MOVED = re.compile(
    r"^(?:(?:and|so|but) )?(?:has|have|did)\b.*\b(?:improved?|got(?:ten)? (?:better|worse)"
    r"|declined?|deteriorated?|worsened|slipped|from the bottom"
    r"|(?:go|gone|going|moved?) (?:up|down|backwards))\b",
    re.IGNORECASE,
)
GROUP_MOVED = re.compile(
    r"^(?:(?:and|so|but) )?(?:which|how many|has|have|did|do|any|list|the|who|name|show)"
    r"\b.*\b(?:improved|got(?:ten)? (?:any )?(?:better|worse)|(?:go|went|gone|moved|come)"
    r" (?:up|down)|fell|fallen|dropped|slipped|declined|deteriorated|worsened|rose|risen)\b",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\bcompar\w+|\bside by side\b|\b(?:vs?\.?|versus)(?!\w)|\b(?:better|worse) than\b"
    r"|\b(?:who|which)\b(?!.*\bearly help\b)"
    r".*\b(?:better|best|stronger|strongest|ahead|worse|worst|weaker|weakest)\b",
    re.IGNORECASE,
)
SCORES = re.compile(
    r"\b(?:scor(?:es?|ed|ing)|got|gets?|given)(?: (?:a|an|of|only|just|the))*\s+([1-4])\b",
    re.IGNORECASE,
)
ALL_AREAS = re.compile(r"\b(?:grades|ratings|judge?ments|scores|marks|verdicts)\b", re.IGNORECASE)
OF_GROUP = re.compile(
    r"\b(?:best|worst|top|bottom|highest|lowest|weakest|strongest)\b(?! (?:\w+ )?practices?\b)",
    re.IGNORECASE,
)

# Words that a question for grades is made of, beside places, times and areas.
PLAIN = """
    a about above according achieve achieved adult adults after afterwards again all also am an and
    any anybody anyone anything anywhere are area areas as aspect aspects assessed assessment at
    authorities authority award awarded back bad be became become been before behind being below
    best better between bit bits board borough boroughs both bottom brought but by came can care
    category cease ceased change changed changes child children childrens city clean climb climbed
    climbing come coming commission communities community compare compared comparison could council
    councils county cover covering covers cqc current currently cut date days decline declined
    describe deteriorated did differ different do does doing done down drag dragged drop dropped
    each earlier effectiveness either element elements else end ended ever every experience
    experiences fail failed failing fails fall fallen families family far fare fared fell find first
    five for four from full fullest fully gained gave get gets getting give given go going gone got
    grade graded grades grading had happen happened happy has have having held help helping her here
    high higher highest hold holds how hows i if ilacs impressed improve improved improvement
    improving in inspect inspected inspection inspections inspector inspectors is it its itself
    joint judge judged judgement judgements judgment judgments just kids la las last latest leaders
    least less let level list ll local long lose loses losing lost low lower lowest made make making
    many mark marked marks me mean moment more most move moved much my name names near need needs
    never new newest next now nowadays of ofsted often old on once one ones only or other others our
    out outcome outcomes over overall part parts pass passed passing people perform performed
    performing person pick picked please pleased poor poorest practice preceding present presently
    pretty previous previously prior progress published pull pulled put quality rate rated rating
    ratings re receive received recent recently region reinspected reinspection report reports rest
    result results review reviewed rise risen rose round same satisfied say score scored scores
    scoring second see service services set share short show side since single six slipped so social
    some stand standard stands statement statements still stood stop stopped straight strand strands
    strongest sweep team teams teenagers tell than that the their them theme themes then there these
    they this those three through time times to today too top total turn turned two under up us ve
    verdict verdicts versus visit vs was way we weakest well went were what whatever whats when
    where wheres whether which who whos whose will with work worse worsened worst would year years
    yet you young youngsters your
"""
PLAIN_WORDS = frozenset(PLAIN.split())
