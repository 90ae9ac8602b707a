"""The fixed headings of the inspection frameworks, and how deep each stands in its reports.

Every report of a framework uses these same headings; where the form of a text does not show
its levels, they do. Sources: CQC, "Assessment framework for local authority assurance" (2023);
Ofsted, single inspection framework (2013-2017) and ILACS (2018 on).
"""

from __future__ import annotations

import re

_LEVELS: tuple[tuple[int, str], ...] = (
    # CQC assessments of local authorities
    (1, r"about (?:the )?(?:london borough|royal borough|city|county|isles?|[a-z]+).{0,60}"),
    (1, r"overall summary"),
    (1, r"theme \d\s*[:.–-].+"),
    (2, r"demographics|financial facts|local authority rating and score|quality statement scores"),
    (2, r"summary of people['’]?s['’]? experiences?"),
    (2, r"summary of strengths, areas for development and next steps"),
    (2, r"assessing needs|supporting people to (?:live|lead) healthier lives"),
    (2, r"equity in experiences? and outcomes|care provision, integration and continuity"),
    (2, r"partnerships and communities|safe (?:pathways, )?systems(?:, pathways)? and transitions"),
    (2, r"governance, management and sustainability|learning, improvement and innovation"),
    (3, r"what people expect|(?:the )?local authority commitment"),
    (3, r"key findings for this quality statement"),
    # Ofsted, single inspection framework
    (1, r"children['’]s services in .+ (?:are|require|is) .+|the local authority"),
    (1, r"(?:the )?local safeguarding children(?:['’]s)? board(?: \(lscb\))?"),
    (1, r"information about this inspection|what the inspection judge?ments mean.*"),
    (2, r"information about this local authority(?: area)?|summary for children and young people"),
    (2, r"the experiences and progress of children .+"),
    (2, r"leadership, management and governance|the inspection team"),
    (2, r"the local safeguarding children board (?:is|requires) .+"),
    (2, r"inspection findings\s*[–-]\s*(?:the )?local safeguarding children board"),
    (3, r"inspection findings|(?:the )?graded judge?ment .+"),
    # Ofsted, 2013 and 2014: two numbered sections
    (1, r"section \d\s*[:–-].+"),
    (2, r"inspection judge?ments about the (?:local authority|lscb|local safeguarding .+)"),
    # Ofsted, ILACS
    (2, r"what needs to improve\??|the impact of leaders on social work practice .+"),
    # Peer reviews and reports of any kind
    (1, r"executive summary|background|introduction|context|scope(?: and focus)?|methodology"),
    (1, r"conclusions?|next steps|(?:areas for )?recommendations?\b.*|appendix(?: \w{1,3})?"),
    (1, r"annex(?:e|es)?(?: \w{1,3})?|key findings"),
    (1, r"(?:summary of )?(?:main|key) (?:messages|findings)"),
)
_STANDARD = tuple((level, re.compile(pattern, re.I)) for level, pattern in _LEVELS)
# In an Ofsted report these stand under a chapter, and repeat.
_LOCAL = re.compile(r"executive summary|recommendations|summary", re.I)
_CHAPTER = re.compile(r"the local authority|(?:the )?local safeguarding children board.*", re.I)
_SECTION = re.compile(r"section \d\b", re.I)
_IN_SECTION = re.compile(r"summary of key findings|information about this inspection", re.I)
_JUDGED_CHAPTER = re.compile(r"the experiences and progress of|leadership, management and", re.I)


def standard_level(heading: str, before: list[tuple[int, str]]) -> int | None:
    """The level (1 outermost) of a framework's fixed heading, None for any other.

    `before` are the levels and texts of the headings that come before it, in order.
    """
    text = re.sub(r"(?<=[a-z])\d{1,2}$", "", " ".join(heading.split()).rstrip(" .:?"))
    chapter = next((other for level, other in reversed(before) if level == 1), "")
    if _LOCAL.fullmatch(text) and _CHAPTER.fullmatch(chapter):
        return 2 if text.lower() != "summary" else 3
    if _IN_SECTION.fullmatch(text) and _SECTION.match(chapter):
        return 2
    if text.lower() == "summary" and before and _JUDGED_CHAPTER.match(before[-1][1]):
        return before[-1][0] + 1
    for level, pattern in _STANDARD:
        if pattern.fullmatch(text):
            return level
    return None
