"""The terms of the ontology as constants, under their own names; written by `make terms`, never by hand."""
# ruff: noqa: N816 - a term is called here what it is called in the ontology

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

AgendaItem: Final = "https://w3id.org/intmk/def#AgendaItem"
AutumnMeeting: Final = "https://w3id.org/intmk/def#AutumnMeeting"
Ballot: Final = "https://w3id.org/intmk/def#Ballot"
ChairTenure: Final = "https://w3id.org/intmk/def#ChairTenure"
Conference: Final = "https://w3id.org/intmk/def#Conference"
Evidence: Final = "https://w3id.org/intmk/def#Evidence"
Handover: Final = "https://w3id.org/intmk/def#Handover"
Land: Final = "https://w3id.org/intmk/def#Land"
MainConference: Final = "https://w3id.org/intmk/def#MainConference"
Meeting: Final = "https://w3id.org/intmk/def#Meeting"
Milestone: Final = "https://w3id.org/intmk/def#Milestone"
MinistryPeriod: Final = "https://w3id.org/intmk/def#MinistryPeriod"
Motion: Final = "https://w3id.org/intmk/def#Motion"
OfficeTenure: Final = "https://w3id.org/intmk/def#OfficeTenure"
Place: Final = "https://w3id.org/intmk/def#Place"
PreConference: Final = "https://w3id.org/intmk/def#PreConference"
Presidency: Final = "https://w3id.org/intmk/def#Presidency"
PressConference: Final = "https://w3id.org/intmk/def#PressConference"
RecordStatement: Final = "https://w3id.org/intmk/def#RecordStatement"
Report: Final = "https://w3id.org/intmk/def#Report"
Resolution: Final = "https://w3id.org/intmk/def#Resolution"
Responsibility: Final = "https://w3id.org/intmk/def#Responsibility"
SisterConference: Final = "https://w3id.org/intmk/def#SisterConference"
SourceDocument: Final = "https://w3id.org/intmk/def#SourceDocument"
SpecialConference: Final = "https://w3id.org/intmk/def#SpecialConference"
StatementSet: Final = "https://w3id.org/intmk/def#StatementSet"
Vote: Final = "https://w3id.org/intmk/def#Vote"
WorkingGroup: Final = "https://w3id.org/intmk/def#WorkingGroup"
WrittenProcedure: Final = "https://w3id.org/intmk/def#WrittenProcedure"

adoptedAt: Final = "https://w3id.org/intmk/def#adoptedAt"
agendaItem: Final = "https://w3id.org/intmk/def#agendaItem"
ballotOn: Final = "https://w3id.org/intmk/def#ballotOn"
capital: Final = "https://w3id.org/intmk/def#capital"
changeType: Final = "https://w3id.org/intmk/def#changeType"
coProposer: Final = "https://w3id.org/intmk/def#coProposer"
datePrecision: Final = "https://w3id.org/intmk/def#datePrecision"
endPrecision: Final = "https://w3id.org/intmk/def#endPrecision"
evidenceStatus: Final = "https://w3id.org/intmk/def#evidenceStatus"
exOfficioOf: Final = "https://w3id.org/intmk/def#exOfficioOf"
inSet: Final = "https://w3id.org/intmk/def#inSet"
itemOf: Final = "https://w3id.org/intmk/def#itemOf"
leadLand: Final = "https://w3id.org/intmk/def#leadLand"
level: Final = "https://w3id.org/intmk/def#level"
meetingOf: Final = "https://w3id.org/intmk/def#meetingOf"
ofConference: Final = "https://w3id.org/intmk/def#ofConference"
outcome: Final = "https://w3id.org/intmk/def#outcome"
position: Final = "https://w3id.org/intmk/def#position"
post: Final = "https://w3id.org/intmk/def#post"
prepares: Final = "https://w3id.org/intmk/def#prepares"
proposer: Final = "https://w3id.org/intmk/def#proposer"
realization: Final = "https://w3id.org/intmk/def#realization"
startPrecision: Final = "https://w3id.org/intmk/def#startPrecision"
statementOn: Final = "https://w3id.org/intmk/def#statementOn"
titleStatus: Final = "https://w3id.org/intmk/def#titleStatus"
underPresidency: Final = "https://w3id.org/intmk/def#underPresidency"
voteIn: Final = "https://w3id.org/intmk/def#voteIn"
voteResult: Final = "https://w3id.org/intmk/def#voteResult"

addressee: Final = "https://w3id.org/intmk/def#addressee"
adoptedOn: Final = "https://w3id.org/intmk/def#adoptedOn"
conferenceNumber: Final = "https://w3id.org/intmk/def#conferenceNumber"
editionNumber: Final = "https://w3id.org/intmk/def#editionNumber"
itemNumber: Final = "https://w3id.org/intmk/def#itemNumber"
locator: Final = "https://w3id.org/intmk/def#locator"
motto: Final = "https://w3id.org/intmk/def#motto"
officeTitle: Final = "https://w3id.org/intmk/def#officeTitle"
officialName: Final = "https://w3id.org/intmk/def#officialName"
party: Final = "https://w3id.org/intmk/def#party"
quote: Final = "https://w3id.org/intmk/def#quote"
retrieved: Final = "https://w3id.org/intmk/def#retrieved"
rotationIndex: Final = "https://w3id.org/intmk/def#rotationIndex"
sha256: Final = "https://w3id.org/intmk/def#sha256"
title: Final = "https://w3id.org/intmk/def#title"
venue: Final = "https://w3id.org/intmk/def#venue"
votesAbsent: Final = "https://w3id.org/intmk/def#votesAbsent"
votesAbstaining: Final = "https://w3id.org/intmk/def#votesAbstaining"
votesAgainst: Final = "https://w3id.org/intmk/def#votesAgainst"
votesFor: Final = "https://w3id.org/intmk/def#votesFor"

Abstention: Final = "https://w3id.org/intmk/def#Abstention"
Adopted: Final = "https://w3id.org/intmk/def#Adopted"
AgreementReported: Final = "https://w3id.org/intmk/def#AgreementReported"
Announced: Final = "https://w3id.org/intmk/def#Announced"
Cancelled: Final = "https://w3id.org/intmk/def#Cancelled"
Contradicted: Final = "https://w3id.org/intmk/def#Contradicted"
Day: Final = "https://w3id.org/intmk/def#Day"
Expected: Final = "https://w3id.org/intmk/def#Expected"
Held: Final = "https://w3id.org/intmk/def#Held"
Inferred: Final = "https://w3id.org/intmk/def#Inferred"
ListedInMinutes: Final = "https://w3id.org/intmk/def#ListedInMinutes"
Majority: Final = "https://w3id.org/intmk/def#Majority"
Merger: Final = "https://w3id.org/intmk/def#Merger"
MinisterialLevel: Final = "https://w3id.org/intmk/def#MinisterialLevel"
Month: Final = "https://w3id.org/intmk/def#Month"
No: Final = "https://w3id.org/intmk/def#No"
NotAdopted: Final = "https://w3id.org/intmk/def#NotAdopted"
Noted: Final = "https://w3id.org/intmk/def#Noted"
Official: Final = "https://w3id.org/intmk/def#Official"
Paraphrase: Final = "https://w3id.org/intmk/def#Paraphrase"
PortfolioTransfer: Final = "https://w3id.org/intmk/def#PortfolioTransfer"
PositionReported: Final = "https://w3id.org/intmk/def#PositionReported"
Renaming: Final = "https://w3id.org/intmk/def#Renaming"
Split: Final = "https://w3id.org/intmk/def#Split"
Supported: Final = "https://w3id.org/intmk/def#Supported"
Truncated: Final = "https://w3id.org/intmk/def#Truncated"
Unanimous: Final = "https://w3id.org/intmk/def#Unanimous"
Unknown: Final = "https://w3id.org/intmk/def#Unknown"
UnknownChange: Final = "https://w3id.org/intmk/def#UnknownChange"
WorkingLevel: Final = "https://w3id.org/intmk/def#WorkingLevel"
Year: Final = "https://w3id.org/intmk/def#Year"
Yes: Final = "https://w3id.org/intmk/def#Yes"

CLASSES: Final = frozenset(
    {
        AgendaItem,
        AutumnMeeting,
        Ballot,
        ChairTenure,
        Conference,
        Evidence,
        Handover,
        Land,
        MainConference,
        Meeting,
        Milestone,
        MinistryPeriod,
        Motion,
        OfficeTenure,
        Place,
        PreConference,
        Presidency,
        PressConference,
        RecordStatement,
        Report,
        Resolution,
        Responsibility,
        SisterConference,
        SourceDocument,
        SpecialConference,
        StatementSet,
        Vote,
        WorkingGroup,
        WrittenProcedure,
    }
)

OBJECT_PROPERTIES: Final = frozenset(
    {
        adoptedAt,
        agendaItem,
        ballotOn,
        capital,
        changeType,
        coProposer,
        datePrecision,
        endPrecision,
        evidenceStatus,
        exOfficioOf,
        inSet,
        itemOf,
        leadLand,
        level,
        meetingOf,
        ofConference,
        outcome,
        position,
        post,
        prepares,
        proposer,
        realization,
        startPrecision,
        statementOn,
        titleStatus,
        underPresidency,
        voteIn,
        voteResult,
    }
)

DATATYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        addressee: "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
        adoptedOn: "http://www.w3.org/2001/XMLSchema#date",
        conferenceNumber: "http://www.w3.org/2001/XMLSchema#integer",
        editionNumber: "http://www.w3.org/2001/XMLSchema#integer",
        itemNumber: "http://www.w3.org/2001/XMLSchema#string",
        locator: "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
        motto: "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
        officeTitle: "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
        officialName: "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
        party: "http://www.w3.org/2001/XMLSchema#string",
        quote: "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
        retrieved: "http://www.w3.org/2001/XMLSchema#date",
        rotationIndex: "http://www.w3.org/2001/XMLSchema#integer",
        sha256: "http://www.w3.org/2001/XMLSchema#string",
        title: "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
        venue: "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
        votesAbsent: "http://www.w3.org/2001/XMLSchema#integer",
        votesAbstaining: "http://www.w3.org/2001/XMLSchema#integer",
        votesAgainst: "http://www.w3.org/2001/XMLSchema#integer",
        votesFor: "http://www.w3.org/2001/XMLSchema#integer",
    }
)

CODES: Final = frozenset(
    {
        Abstention,
        Adopted,
        AgreementReported,
        Announced,
        Cancelled,
        Contradicted,
        Day,
        Expected,
        Held,
        Inferred,
        ListedInMinutes,
        Majority,
        Merger,
        MinisterialLevel,
        Month,
        No,
        NotAdopted,
        Noted,
        Official,
        Paraphrase,
        PortfolioTransfer,
        PositionReported,
        Renaming,
        Split,
        Supported,
        Truncated,
        Unanimous,
        Unknown,
        UnknownChange,
        WorkingLevel,
        Year,
        Yes,
    }
)
