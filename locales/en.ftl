# The texts of the register for people, in English. The same messages with the same arguments are in fa.ftl.
#
# A sentence says what is wrong, where, and what would be right, in that order. It begins with a small letter and has no
# full stop, because it may follow the name of a field or a file.

## Parts of sentences

verbatim = { $text }
list-and = { ", " }
list-clauses = { "; " }
list-or = { ", " }

measure-rials = rials
measure-persons = persons
measure-percent = percent
measure-rials-per-dollar = rials per US dollar
measure-square-metres = square metres
measure-hectares = hectares
measure-degrees = degrees
measure-days = days

event-kind-permit-issued = permit_issued
event-kind-land-assigned = land_assigned
event-kind-progress-reported = progress_reported
event-kind-commissioned = commissioned
event-kind-capacity-reported = capacity_reported
event-kind-idled = idled
event-kind-revived = revived
event-kind-capacity-raised = capacity_raised
event-kind-renovated = renovated
event-kind-visited = visited
event-kind-closed = closed
event-kind-cancelled = cancelled

fact-investment = an investment
fact-jobs = jobs
fact-capacity = a percentage of nominal capacity
fact-progress = a percentage of physical progress
fact-area = an area in m²
fact-reasons = reasons
fact-body = an executing body
fact-means = means

status-none = without events
status-planned = planned
status-under-construction = under_construction
status-active = active
status-semi-active = semi_active
status-inactive = inactive
status-closed = closed
status-cancelled = cancelled

month-1 = Farvardin
month-2 = Ordibehesht
month-3 = Khordad
month-4 = Tir
month-5 = Mordad
month-6 = Shahrivar
month-7 = Mehr
month-8 = Aban
month-9 = Azar
month-10 = Dey
month-11 = Bahman
month-12 = Esfand
quarter-1 = Bahar
quarter-2 = Tabestan
quarter-3 = Paiz
quarter-4 = Zemestan
group-unknown = unknown

## Sets of codes

set-activity-revision = revision of ISIC
set-announced-population = population as announced
set-audited-thing = thing of the audit trail
set-body = executing body
set-budget-purpose = budget line
set-budget-stage = stage of a budget
set-change-origin = way of a change
set-date-basis = basis of a date
set-figure-decision = decision about a figure
set-event-kind = kind of event
set-file-kind = kind of file
set-hedge = hedge
set-import-state = state of an import
set-infrastructure-line = infrastructure line
set-line-outcome = outcome of a line
set-means = means of revival
set-measure = measure
set-metric = metric of a target
set-ownership = ownership
set-park-kind = kind of park
set-population = population
set-rate-kind = kind of rate
set-reason = reason
set-refusal-code = refusal code
set-role = role
set-sector = sector
set-unit-status = status of a unit
set-computation = computation
set-confidence = confidence
set-finding-kind = kind of finding
set-metric-direction = direction of a metric
set-metric-division = division of a metric
set-obstacle = reason why a figure is not computable
set-speaker-relation = relation of two speakers
set-support-kind = kind of support
set-support-outcome = outcome of a support case
set-support-status = status of a support case
set-support-step = step of a support case
set-progress-band = band of physical progress
set-verdict = verdict

## Values

empty = the value is empty; it is required
without-name = the name is missing; give it in Persian or in English
label-with-code = { $label } ({ $code })
unknown-code-near = “{ $found }” is not a known { $set }; did you mean { $near }?
value-ambiguous = “{ $found }” may mean { $candidates }; write one of these
not-a-province-near = “{ $found }” is not a province; did you mean { $near }?
province-code-beside-other-name = { $code } is the code of { $of_code }, but the name is that of { $of_name }, whose code is { $right }; correct one of the two
province-old-code-beside-name = { $code } is the code of { $of_code }, but the name is that of { $of_name }: { $code } was its code before 2020, { $right } is its code now; correct one of the two
province-unknown-code-beside-name = { $code } is not a province code today, and the name is that of { $of_name }, whose code is { $right }; correct one of the two
unknown-code = “{ $found }” is not a known { $set }; use one of { $known }
occurs-twice = “{ $item }” occurs twice; give it once
fill-both = { $filled } is filled; fill both or neither

-rounded-number = ; the spreadsheet shows a rounded number: format the cells as whole numbers
not-a-whole-number = “{ $found }” is not a whole number; write it like 1200 or 1,200{ $rounded ->
    [yes] { -rounded-number }
   *[no] { "" }
}
not-an-amount = “{ $found }” is not a number; write it like 1430 or 232890.5{ $rounded ->
    [yes] { -rounded-number }
   *[no] { "" }
}
not-a-decimal = “{ $found }” is not a number; write it like 1430 or 12.5{ $rounded ->
    [yes] { -rounded-number }
   *[no] { "" }
}
number-too-large = { $number } is out of range
number-out-of-range = { $number } is out of range; use { $least } to { $most }
measured-out-of-range = { $number } is out of range; use 0 to { $most } { $measure }
number-not-whole = { $number } is not a whole number
more-than-two-decimals = { $number } has more than two decimals
too-many-decimals = { $number } has more than { $decimals } decimals

not-a-day = “{ $found }” is not a date; write it like 2021-01-27 or, in the Iranian calendar, 1399-11-08
no-such-gregorian-day = the Gregorian calendar has no day “{ $found }”
no-such-iranian-day = the Iranian calendar has no day “{ $found }”
day-out-of-range = “{ $day }” is out of range; use a day from 1304-01-01 to 1502-12-29 (1925-03-21 to 2124-03-19)
day-in-future = { $day } is in the future; today is { $today }
not-a-moment = “{ $found }” is not a moment; write it like 2021-01-27T09:30:00+03:30
moment-in-future = { $moment } is in the future; it is now { $now }
year-out-of-range = { $year } is not a year of the register; use an Iranian year from 1304 to 1502

not-of-form = “{ $found }” is not of the right form; write it like { $right }
not-a-code = “{ $found }” is not a valid code; use 1 to 64 Latin letters, digits, “-”, “_”, “.”, “/” or “:”
not-an-isic-code = “{ $found }” is not an ISIC code; use two to four digits, such as 1050
not-a-metric = “{ $found }” is not a metric; use a lower-case letter followed by at most 99 lower-case letters, digits or “_”
not-a-province = “{ $found }” is not a province code; use IR-00 to IR-30
not-a-scope = “{ $found }” is not a province code; use IR-00 to IR-30, or IR for the country
old-province-code = “{ $found }” is a province code from before 2020; the current code of { $name } is { $current } (to use the old one, write iso_code_before_2020:{ $found })

text-not-on-one-line = the text contains a line break, a tab or another control character; write it on one line
text-with-control-characters = the text contains a control character; remove it
text-too-long = the text has { $length } characters; at most { $longest } are allowed
source-too-long = the source has { $length } bytes; at most { $longest } are allowed

## Parks and units

unknown-park = no park has the code “{ $code }”; register it first
park-taken = a park with the code “{ $code }” is already registered; update it or use another code
park-operating-before-approval = the park was approved on { $approved_on } and cannot have operated since { $operating_since }
park-closed-too-early = a park cannot close before it is approved and operating; { $day } is too early
land-parts-exceed-total = operational and assignable land must not exceed the total, { $total } ha
park-place-fixed = park { $code } has units with events and must stay in { $province }; close a unit that moves and register it at its new place

unknown-unit = no unit has the code “{ $code }”; register it first
unit-taken = a unit with the code “{ $code }” is already registered; update it or use another code
unit-without-place = the place is missing; give a park or, for a unit outside parks, a province
park-in-other-province = park { $park } lies in { $province }; leave the province empty or use that one
unit-place-fixed = unit { $code } has events and must stay where it is ({ $place }); close a unit that moves and register it at its new place

## Events

fact-missing = an event of kind { $kind } must state { $fact }
fact-not-carried = an event of kind { $kind } does not carry { $fact }; leave it empty
reason-of-another-kind = “{ $reason }” is not a reason for an event of kind { $kind }; use one of { $known }
several-reasons = a cancellation has exactly one reason
area-out-of-range = { $area } is not a valid area; use more than 0 and at most 10000000000 m², with at most two decimals
void-without-reason = a void needs a reason; give it in the note
event-not-allowed = { $kind } is not allowed while the unit is { $status }; it is allowed while the unit is { $allowed }
step-not-allowed = { $step } is not allowed while the case is { $status }; it is allowed while the case is { $allowed }
case-not-opened = not opened
step-states-kind = the step “{ $step }” must state a kind of help
step-states-body = the step “{ $step }” must name a body
step-states-outcome = the step “{ $step }” must state an outcome
step-carries-no-fact = the step “{ $step }” does not carry this; leave it empty
case-without-subject = a new case needs a unit, or an applicant and a province; name one of them
case-of-unit-and-applicant = a case is of a unit or of an applicant; name one of them alone
case-of-half-applicant = an applicant needs a name and a province; give both
case-of-other-subject = the case is recorded for somebody else; leave this empty, or open another case
case-keeps-a-step = nothing would be left of the case; resolve it as withdrawn instead
unknown-case = no support case has the code “{ $code }”; open it first
unknown-step = the case has no record with the code “{ $code }”; use the code of one of its steps
case-registered = a support case with the code “{ $code }” exists already; use another code, or none
step-coded = step { $code }
step-new = the new step
step-code-taken = the case already has a record with the code “{ $code }”; use another code, or none
step-recorded-otherwise = the step is already recorded with other facts in case { $code }; correct it by another record
case-not-in-files = no support case has the code “{ $code }”; open it first, or import its opening in the same call
forbidden-case = the case { $code } belongs to { $province }, but you may edit only { $own }; leave it to an officer of { $province }
case-moment-before-latest = the case has records with a later moment of recording, { $latest }; restore records in the order of recording

## The ledger of a unit

record-coded = event { $code }
record-new = the new event
record-numbered = the new record { $number }
ledger-not-allowed = { $record } of { $day }: { $why }
ledger-not-allowed-after = { $record } of { $day }: { $why } (before it: { $before } of { $before_day })
ledger-unknown = { $record } corrects a record that is itself refused, or recorded later
ledger-not-effective = { $corrected } has already been replaced or voided by { $by }; correct the effective event
ledger-of-void = { $corrected } is a void and cannot be corrected; record the event again
ledger-circle = { $record } and others replace each other in a circle

## Methodologies, rates, targets, announcements

thresholds-out-of-range = thresholds must be percentages from 0 to 200, and semi_active_below must not be below idle_below
methodology-in-use = a capacity was reported on { $last } under the thresholds in force; a new methodology must begin after that day
methodology-same-day = methodology { $other } begins on the same day; use another day
methodology-recorded-otherwise = the methodology is already recorded with another first day, other thresholds or another source; adopt a new one under another code
methodology-breaks = with these thresholds, event { $event } of unit { $unit }, as known before a correction, could not have been recorded: { $why }; a new methodology must begin after { $day }

rate-not-positive = a rate must be more than 0 rials per dollar
rate-ends-too-early = the rate must not end before its first day, { $first }
rates-overlap = the period overlaps the one from { $from } to { $to }; periods of the same kind must not overlap
rates-overlap-open = the period overlaps the one from { $from } on; periods of the same kind must not overlap

target-already-set = this target is already set; revise it
target-decided-otherwise = the target already has a revision decided on that day with another value, reason or source; use another day
baseline-after-decision = the baseline is of { $day }, after the decision; state a value that was known then
metric-unknown = “{ $found }” is not a metric of the vocabulary; use one of its codes, or introduce it first
metric-unknown-near = “{ $found }” is not a metric of the vocabulary; did you mean { $nearest }?
metric-taken = “{ $code }” is already a code or an alias of a metric; use another one
metric-relation-unknown = “{ $code }” refers to “{ $to }”, which is not a metric; introduce that one first
metric-of-other-measure = “{ $code }” has another measure than its computation; use that of the computation

day-of-unknown-basis = the basis of the date is unknown; leave the date empty, or use stated or estimated as its basis
announcement-without-day = the date is missing; give it, or use unknown as its basis
other-date-basis = other figures of this source and day have the basis { $recorded }; all figures of an announcement must share it
period-ends-too-early = the period must not end before its first day, { $first }
high-below-low = the higher value must not be below the lower one, { $low }
range-of-one-number = a range needs two numbers; give the higher one here, or use another qualifier
share-above-all = a share must be at most 100 percent
figure-recorded-otherwise = the figure is already recorded with other values; announcements never change, so record another figure

## What announced figures admit, and what does not reconcile

stated-range = { $low } to { $high }
stated-about = about { $number }
stated-over = over { $number }
stated-nearly = nearly { $number }
stated-up-to = up to { $number }
interval-closed = [{ $low }, { $high }]
interval-open = [{ $low }, { $high })
contradiction = { $one } says “{ $one_states }”, which admits { $one_admits }; { $other } says “{ $other_states }”, which admits { $other_admits }; no number is in both
contradiction-possible = { $one } says “{ $one_states }”, which admits { $one_admits }; { $other } says “{ $other_states }”, which admits { $other_admits }; no number is in both, if they count the same units
finding-slip-by-ten = { $first } and { $second } imply { $implied } rials per dollar, but the rate was { $known }: one of them is wrong by the factor { $factor }
finding-other-rate = { $first } and { $second } imply { $implied } rials per dollar; the known rate was { $known }
finding-percentage = { $first } says { $stated } %, but { $part } of { $whole } ({ $others }) is { $percent } %
finding-superseded-target = { $first } says { $stated } %, which is { $part } ({ $second }) of the superseded target { $superseded }; of the target in force, { $in_force }, it is { $percent } %
finding-parts-and-whole = { $first } says { $whole }, but its parts ({ $others }) add up to { $sum }
finding-parts-above-whole = { $first } says { $whole }, but some of its parts ({ $others }) already add up to { $sum }

## Persons and tokens

officer-without-province = a provincial officer needs at least one province; give its ISO code, such as IR-09
role-with-provinces = only a provincial officer has provinces; omit them or choose that role
owner-missing = the name of the token's owner is missing
owner-too-long = the text is too long; use at most { $longest } characters
owner-with-control-characters = the text contains line breaks or other control characters; remove them
token-already-expired = the token would already be expired; use a moment in the future

## Files

file-kind-provinces = provinces
file-kind-years = years
file-kind-isic-divisions = isic divisions
file-kind-rates = rates
file-kind-methodologies = methodologies
file-kind-metrics = metrics
file-kind-parks = parks
file-kind-infrastructure = infrastructure
file-kind-units = units
file-kind-events = events
file-kind-targets = targets
file-kind-announcements = announcements
file-kind-figure-decisions = corrections and marks of figures
file-kind-budgets = budgets
file-kind-support-cases = support cases

-save-as-csv = save the file as “CSV UTF-8”
-save-workbook = save it as .xlsx, or its sheet as “CSV UTF-8”
workbook-unreadable = this workbook cannot be read; { -save-workbook }
workbook-of-old-form = this is a workbook of an old form (.xls); { -save-workbook }
workbook-protected = this workbook is protected by a password; save it without one
file-is-web-page = this is a web page that was saved under the name of a spreadsheet; open it in a spreadsheet program and { -save-workbook }
workbook-damaged = this workbook cannot be read ({ $why }); { -save-workbook }
workbook-too-large = this workbook is larger than { $most } MB when unpacked; save its sheet as “CSV UTF-8”
workbook-hidden = all sheets of this workbook are hidden; show the one that is to be read
workbook-not-computed = more than { $most } formulas of this workbook have no stored result; open it in a spreadsheet program, save it and send it again
workbook-with-unknown-error = the first cell after { $cell } of the sheet “{ $sheet }” holds the error { $error }; correct its formula, or write the value
file-empty = the file is empty; its first line must name the columns: { $columns }
file-broken-off = the file cannot be read further: { $why }
line-not-utf-8 = the line is not UTF-8; { -save-as-csv }
quote-not-closed = a cell begins with a quotation mark and has no closing one; add it, or double a quotation mark inside a cell
text-after-quote = a cell has text after its closing quotation mark; double a quotation mark inside a cell
record-too-long = the record is longer than 1 MiB; is a quotation mark or a line break missing?
other-number-of-cells = the header has { $wanted } cells, but this record has { $count }; put a cell with a comma in quotation marks
other-number-of-cells-over-lines = the header has { $wanted } cells, but this record has { $count }, over { $lines } lines; check its quotation marks

file-of-unknown-kind = neither the name “{ $name }” nor its columns tell the kind of file; name it { $known }, or use --as KIND
file-of-unknown-kind-near = neither the name “{ $name }” nor its columns tell the kind of file (nearest: { $near }); name it { $known }, or use --as KIND
file-of-unknown-form = “{ $name }” is not read: only .csv, .tsv, .txt and .xlsx files are; save it as “CSV UTF-8” or as .xlsx, with its new ending in its name
sheet-not-read = the sheet “{ $name }” is not read: only the first sheet of a workbook is read, here “{ $read }”; send the other in a file of its own if it belongs to the register
sheet-of-kind-not-read = the sheet “{ $name }” is not read, although it has the columns of a file of { $kind }: of further sheets, only those named after what they hold are read; name it “{ $code }”, or send it in a file of its own
hidden-sheet-not-read = the sheet “{ $name }” is not read: hidden sheets are not read, here “{ $read }”; send the other in a file of its own if it belongs to the register
folder-in-folder = “{ $name }” is not read: it is a folder inside the folder; import it by its own name
file-bundled = “{ $name }” is not read: it ships with the program

format-code = 1 to 64 Latin letters, digits, “-”, “_”, “.”, “/” or “:”
format-metric-code = a code of a metric: small Latin letters, digits and “_”
format-digits = digits that are a code
format-line = a text on one line
format-prose = a text, also of several lines
format-rule = codes of metrics, as in metrics.csv
format-province = a province: its code, IR-00 to IR-30, or its name
format-scope = IR for the country, or a province: its code or its name
format-whole = a whole number, with or without thousands separators
format-decimal = a number, with or without decimals and thousands separators
format-year = an Iranian year, such as 1399
format-day = a day: 1399-11-08 or 2021-01-27
format-moment = a moment: 2021-01-27T09:30:00+03:30
format-flag = true or false
format-one-of = one value of a list: its code, or its name in either language
format-list-of = values of a list, separated by semicolons: their codes, or their names in either language

column-twice = the column { $name } occurs twice; remove one of them
column-missing = the column { $name } is missing; a file of { $kind } needs it
column-unnamed = column { $place } has no name; name it or remove it
column-unknown = a file of { $kind } has no column { $name }; its columns are { $all }
column-unknown-near = a file of { $kind } has no column { $name }; did you mean { $near }?
column-understood = “{ $name }” as { $column }
columns-understood = columns were read by their labels: { $columns }
columns-not-read = the columns { $columns } are not read: they follow from other data of the register
title-not-read = this line is not read: the header is line { $header }
encoding-guessed = the file is not in UTF-8; it was read as { $encoding }
value-understood = “{ $found }” was read as { $code }{ $count ->
    [1] {""}
   *[other] {" "}in { $count } cells
}
persian-in-english-name = the name “{ $found }” is in Persian letters, in a column of English names{ $count ->
    [1] {""}
   *[other] {" "}(so are { $count } names)
}; Persian names belong in name_fa
template-required = must be filled
template-optional = may be empty
template-unit = in { $unit }
template-example = for example: { $example }
template-mark = EXAMPLE
template-country = whole country
example-not-read = this line is not read: it is the example of a template
kind-by-columns = the name of the file says nothing; it was read as a file of { $kind }, by its columns

unit-line-without-place = the place is missing; fill park or, for a unit outside parks, province
replaces-and-voids = a line cannot both replace and void an event; leave one of the two empty
void-with-facts = a void has no facts; leave this empty
not-an-isic-division = “{ $found }” is not an ISIC division; use two digits
not-an-iso-code = “{ $found }” is not an ISO 3166-2:IR code; use IR- and two digits
not-as-in-calendar = the calendar says { $right }
not-true-or-false = “{ $found }” is not valid; use true or false

cell-not-computed = the formula in this cell has no stored result; open the workbook in a spreadsheet program, save it and send it again
cells-merged = the cells { $cells } are merged and only the first holds a value; unmerge them and fill each
cell-with-error = the cell holds the error { $error }; correct its formula, or write the value
cell-with-lost-digits = “{ $number }” has lost digits: a spreadsheet keeps 15 of a number; format the column as text and write the value again
cell-shows-other-form = the cell holds the number { $number } and shows it in another form, and a text belongs here; format the column as text and write the value again
holds-text = a text
holds-number = a number
holds-day = a day
cell-became-date = the spreadsheet has made a date or a time of this cell, and { $holds } belongs here; format the column as { $holds } and write the value again
cell-hides-day = the format of this cell does not show the day, the month and the year of its date; format it as yyyy-mm-dd
cell-became-logical = the spreadsheet has made the logical value { $value } of this cell; format the column as text and write the value again
cell-shows-something-else = the cell holds { $number }, and its number format shows something else; format it as a plain number and check the value
cell-rounded = the cell shows { $seen } and holds { $held }; write the value that counts, or show all its decimals

## Imports

unknown-park-in-files = no park has the code “{ $code }”; register it first, or import parks.csv in the same call
park-line-refused = the line that registers this park is refused; correct that line
line-drops-facts = the line replaces event { $replaces } without { $columns }, which that event states; { $count ->
    [1] it
   *[other] they
} will not be known any more
line-contradicts = line { $line } says something else of the same { $same }; leave one of the two
line-contradicts-other-file = line { $line } of another file says something else of the same { $same }; leave one of the two
same-budget-line = year, scope, line, stage and day of decision
same-case-step = case and record
same-code = code
same-decision = target and day of decision
same-id = id
same-number = number
same-park-line = park and line
same-rate = kind and valid_from
same-unit-event = unit and event
unit-line-refused = the line that registers this unit is refused; correct that line
unit-not-in-files = no unit has this code; import units.csv first or in the same call
event-not-in-files = unit { $unit } has no event of this code, neither in the files nor in the register
event-recorded-otherwise = unit { $unit } has an event of this code with other facts; records are never changed, send one that replaces it
moment-before-latest = unit { $unit } has records up to { $latest }; a later moment, or an empty cell for the end of the import
recorded-before-day = the line was recorded on { $day }; what it says happened on that day or before
many-lines-refused = more than { $most } lines of this unit are refused; correct those first

files-are-bundled = { $kind } are bundled with the program and cannot be imported; leave the file out
auditor-may-not-import = an auditor may not import; only officers and administrators may
only-national-officers-may-import = only national officers and administrators may import { $kind }; leave the file out
only-administrators-may-import = only administrators may import { $kind }; leave the file out
only-administrators-may-restore = only administrators may restore a register with its past; leave the cell empty
forbidden-park = park { $code } lies in { $province }, but you may edit only { $own }; leave it to an officer of { $province }
forbidden-park-moved = park { $code } would lie in { $province }, but you may edit only { $own }; leave it to an officer of { $province }
forbidden-unit = unit { $code } stands in { $province }, but you may edit only { $own }; leave it to an officer of { $province }
forbidden-unit-moved = unit { $code } would stand in { $province }, but you may edit only { $own }; leave it to an officer of { $province }

## The report of an import

value-found = (found “{ $value }”)
warning-at = { $place } warning: { $text }
report-more = … and { $count } more
report-file = file
report-read = read
report-added = added
report-changed = changed
report-unchanged = unchanged
report-refused = refused
report-count = { $count }
report-imported = Imported in { $seconds } s.
report-checked = Checked in { $seconds } s; nothing was recorded (--dry-run).
report-stopped = Stopped after { $seconds } s; nothing was recorded.
report-errors = { $count ->
    [1] 1 error
   *[other] { $count } errors
}; nothing was recorded.

## Changes

figures-out-of-range = an announcement needs 1 to { $most } figures
figure-code-twice = another figure of the announcement has the code “{ $code }”; codes must be unique
unknown-announced-figure = no figure has the code “{ $code }”; figures lists them
figure-already-replaced = the figure has been replaced by “{ $by }”; correct that record
figure-already-void = the figure is void; record it again under another code
nothing-corrected = the new record states the same as the old one; state what is corrected
figure-replaces-another = “{ $code }” replaces another figure already; a record replaces one figure
figure-decided-too-early = a decision about the figure “{ $code }” was recorded later; decisions are imported in the order of recording
replacement-not-allowed = only a figure that is replaced has another record; leave it empty
corrections-out-of-range = a correction needs 1 to { $most } records
figure-corrected-twice = the figure “{ $code }” is corrected twice; correct it once
series-years = a series has 1 to { $most } years, the first of which is { $from }; give a later or an earlier last year
series-figures = the series has more than { $most } announced figures; ask for fewer years
unknown-target = no target has the id “{ $id }”; targets lists them
unknown-token = no token has the id “{ $id }”; `tokens` lists them with their ids
unknown-event = the unit has no event with the code “{ $code }”; use the code of one of its events
unknown-import-to-cancel = you have sent no import with this id; imports {"{"} … {"}"} lists yours
import-ended = the import has already ended, and what it recorded stays; correct it by another import
record-code-taken = the unit already has a record with the code “{ $code }”; use another code, or none
record-code-twice = another record of the input has the code “{ $code }”; codes must be unique
records-out-of-range = a correction needs 1 to { $most } records to replace, void or add
idempotency-key-out-of-range = an idempotency key must have 1 to { $longest } bytes and no control characters
idempotency-key-reused = this key was used for another change; use a new key for a new change
stale-version = the current version is { $version }, not { $expected }; { $differs }; read it again and decide
stale-version-same-values = the current version is { $version }, not { $expected }; its values are those that you sent; read it again
field-is = its { $field } is “{ $value }”
field-is-empty = its { $field } is empty

## Requests

fault-on-our-side = something went wrong on our side; id { $id }
server-busy = the server is busy: this request would wait for more than { $seconds } s; nothing was done, try again in a moment
request-timeout = the answer takes longer than { $seconds } s; ask for less at once
register-unavailable = the register cannot answer now; try again in a moment
register-not-ready = no reply within { $seconds } s
waited-too-long = the request waited too long for another change or an import; try again later
took-too-long = the request took too long; ask for less at once
changed-meanwhile = somebody else changed the same thing meanwhile, and nothing was recorded; read it again and decide again
changed-meanwhile-because = { $why }; nothing was recorded; read it again and decide again
overtaken-figure-code = somebody else has just recorded a figure with this code
overtaken-announcement = somebody else has just recorded an announcement of this source and day
overtaken-budget-line = somebody else has just recorded a budget line of this year, scope, purpose and stage
overtaken-event-code = somebody else has just recorded an event of this unit with this code
overtaken-event-corrected = somebody else has just replaced or voided this event
overtaken-figure-replaced = somebody else has just corrected this figure
overtaken-methodology = somebody else has just recorded a methodology that begins on this day
overtaken-methodology-code = somebody else has just recorded a methodology with this code
overtaken-metric = somebody else has just defined a metric with this code
overtaken-park-code = somebody else has just registered a park with this code
overtaken-rate = somebody else has just recorded a rate of this kind that begins on this day
overtaken-infrastructure = somebody else has just recorded this infrastructure of the park
overtaken-revision = somebody else has just recorded a revision of this target decided on this day
overtaken-step-code = somebody else has just recorded a step of this case with this code
overtaken-step-corrected = somebody else has just replaced or voided this step
overtaken-case-code = somebody else has just opened a support case with this code
overtaken-target = somebody else has just set a target for this year, metric, scope, population and body
overtaken-unit-code = somebody else has just registered a unit with this code
overtaken-park-moved = somebody else has just moved this park to another province
server-stopping = the server is stopping; continue from the last cursor
credentials-unavailable = credentials cannot be checked now; try again in a moment
several-authorization-headers = send one `authorization` header, not several
credential-form = send a credential as `authorization: Bearer …`
credential-required = this register requires a credential: send `authorization: Bearer …`
credential-expired = the credential has expired; connect again with a new one
credential-rights-changed = the rights of the credential have changed; connect again
credential-missing = send a credential (Authorization: Bearer …)
credential-of-role-missing = send the credential (Authorization: Bearer …) of { $needed }
role-not-allowed = only { $needed } may do this; you are { $role }
one-of-two-roles = { $first } or { $second }
role-provincial-officer = a provincial officer
role-officer-of = an officer of { $provinces }
role-national-officer = a national officer
role-auditor = an auditor
role-administrator = an administrator
credential-of-unknown-kind = the credential is neither a personal token (shahrak_…) nor a JSON Web Token
personal-token-unknown = the register does not know this personal token; check that it was copied completely
personal-token-revoked = the personal token was revoked; ask for a new one
personal-token-expired = the personal token has expired; ask for a new one
no-provider = tokens of an OpenID Connect provider are not accepted here; send a personal token (shahrak_…)
token-not-of-three-parts = the credential is not a JSON Web Token; it must have three parts of base64url separated by dots
token-too-long = the credential is longer than the limit of 16 KB
token-with-critical-headers = the token has critical headers (crit), which the register does not support
token-of-other-type = the token has another type; it must be JWT or at+jwt
token-algorithm-refused = the token's algorithm is not accepted; use { $accepted }
token-without-expiry = the token does not say when it expires (exp)
token-expired = the token has expired; ask the provider for a new one
token-not-valid-yet = the token is not valid yet (nbf); check the clock
token-time-wrong = the token's { $claim } is not a time
token-signature-wrong = the token's signature is not valid
token-of-other-provider = the token is from another provider (iss)
token-for-other-service = the token is meant for another service (aud)
token-without-claim = the token has no claim { $claim }
token-key-unknown = the token is signed by a key that the provider does not publish
token-key-unfit = the token's algorithm does not match the key that it names
token-key-ambiguous = the token does not name the key that signed it (kid)
token-claim-wrong = the token's claim “{ $claim }”: { $why }
token-without-role = the token gives you no role in the register: its claim “{ $claim }” contains none of { $known }
token-with-several-roles = the token gives you several roles in the register: its claim “{ $claim }” must contain exactly one
token-without-subject = the token has no subject (sub)
token-subject-with-control-characters = the token's sub contains control characters
token-subject-too-long = the token's sub is longer than { $longest } characters
token-provinces-wrong = the token's claim “{ $claim }” contains { $found }; it must contain province codes, IR-00 to IR-30
quoted = “{ $text }”
not-a-text = a value that is not text
not-a-list = neither a list nor a text
mutation-without-credential = a mutation needs a credential: send `authorization: Bearer …`
database-clock-set-back = the database's clock was set back by { $seconds } s; moments of recording follow the register's clock until it has caught up
database-unavailable = the database does not answer
database-too-slow = the database cancelled a statement that took too long
database-refused = the database refused a statement
database-busy = others held a lock for too long
register-changed = the register has changed meanwhile: { $why }; try again
row-makes-no-sense = a row makes no sense: { $why }
query-string-wrong = the query string: { $why }
query-string-too-large = the query string is larger than { $bytes } bytes; ask for less at once
parameter-not-json = `{ $name }` must be a JSON object: { $why }
payload-not-a-request = the payload is not a GraphQL request: { $why }
body-not-a-request = the body is not a GraphQL request: { $why }
body-empty = the body is empty; send a JSON object with `query`
body-not-an-object = the body must be a JSON object with `query`
body-of-several = send one request at a time, not a list
body-too-large = the body is larger than { $bytes } bytes; ask for less at once
body-unreadable = the body cannot be read: { $why }
body-late = the body did not arrive within { $seconds } s
body-not-json = send `content-type: application/json`, in UTF-8 and not compressed
document-missing = `query` is missing: it holds the document
nothing-acceptable = accept application/graphql-response+json, application/json or text/event-stream
graphql-by-get-or-post = send GraphQL by GET or POST
nothing-at-path = there is nothing at { $path }; the API is at /graphql, a page to try it at /graphiql
origin-refused = pages of this origin may not call the API
websocket-not-opened = the WebSocket does not open: { $why }
close-message-unreadable = Invalid message received
close-message-binary = Invalid message received: binary
close-message-type-unknown = Invalid message received: its type is unknown
close-payload-not-object = the `payload` must be an object
close-id-missing = the message needs an `id`
close-id-too-long = the id is longer than { $most } bytes
close-id-in-use = Subscriber for { $id } already exists
close-not-initialised = Unauthorized
close-forbidden = Forbidden
close-credentials-unchecked = credentials cannot be checked now; try again in a moment
close-subprotocol = Subprotocol not acceptable
close-init-timeout = Connection initialisation timeout
close-second-init = Too many initialisation requests
close-too-slow = the client read messages too slowly; read faster, and resume with `after`
close-no-pong = no answer to pings
close-stopping = going away: the server stops
close-message-too-large = a message is larger than { $most } bytes; ask for less at once
subscribers-full = { $most } clients are already subscribed; try again later
operations-full = { $most } operations are under way on this connection; complete one first
events-read-too-slowly = the client read events too slowly; read faster, and resume with `after`
mutation-by-post = send a mutation by POST
subscription-by-plain-request = a subscription is not answered by a plain request: send it with `accept: text/event-stream`, or over a WebSocket with the subprotocol graphql-transport-ws
subscription-in-fragment = name the field of a subscription in the operation itself, not in a fragment of the root
subscription-of-several-fields = a subscription has one field; ask for others in subscriptions of their own
document-without-operation = the document has no operation
operation-not-named = the document has { $count } operations; name one in `operationName`
operation-unknown = the document has no operation named { $name }
cost-over-limit = the request costs { $cost }; the limit is { $limit }: ask for fewer rows with `first`, for fewer lists inside lists, or for fewer counts, searches and reports at once
document-over-limit = the document has { $found } { $what }; the limit is { $limit }
more-than-countable = more than can be counted
limit-aliases = aliases and repeated fields
limit-brackets = brackets open at once
limit-directives = directives
limit-depth = levels of fields
limit-levels = levels of fields and fragments
limit-selections = selections after all fragments are expanded
limit-tokens = tokens
document-not-graphql = the document is not GraphQL: { $why } (line { $line }, column { $column })
document-not-accepted = { $why } (line { $line }, column { $column })
expected-syntax = expected { $expected }
string-not-ended = the string that starts here does not end
fragment-cycle = the fragment { $fragment } spreads itself; spread it in an operation only
input-field-twice = the input object has the field { $field } twice; give it once
enum-value-quoted = a value of { $kind } is not a string; write it without quotation marks
at-argument = argument "{ $argument }": { $why }
at-field = { $field }: { $why }
at-variable = variable ${ $variable }: { $why }
typename-with-arguments = __typename has no arguments; leave them out
typename-with-fields = __typename has no fields; leave them out
variable-key-reserved = a variable has the key { $key }, which is reserved
variable-wrong = variable ${ $variable } of type { $kind } needs { $expected }; found { $found }
expected-value = a value
expected-value-of-type = a value of type { $kind }
expected-small-integer = an integer of 32 bits
expected-number = a number
expected-string = a string
expected-boolean = true or false
expected-id = a string or an integer
found-nothing = none
found-string = a string
found-list = a list with another value
found-object = an object

## Arguments

too-many-given = { $found } are too many; the limit is { $most }
too-many-conditions = { $found } conditions are too many; the limit is { $most }
too-many-characters = { $found } characters are too many; the limit is { $most }
zero-byte = a text has no zero bytes; leave them out
keys-out-of-range = { $found } keys are given; use one to { $most }
key-given-twice = a key is given twice; give each once
only-effective-counted = only effective events are counted; leave it out, or list the events
unit-not-found = no unit has the code “{ $code }”; look it up with units(filter: {"{"}text{"}"})
park-not-found = no park has the code “{ $code }”
park-not-found-near = no park has the code “{ $code }”; did you mean “{ $near }”?
province-not-found = no such province
cursor-beyond-end = this cursor is beyond the end of the ledger: it comes from another register, or from a state that was lost; continue from an earlier one
cursor-of-other-list = this is not a cursor of this list in this order; use one from its edges or pageInfo
first-or-last = use first or last, not both
province-or-park = a report is of a province or of a park; leave one of them out
park-outside-parks = no unit of a park stands outside parks; ask for IN_PARKS, or leave out park
scope-alone = use scope alone; leave out province and national
year-not-begun = { $year } has not begun; use a year up to { $present }
day-outside-year = { $day } is not a day of { $year }; use a day from { $first } to { $last }
day-before-first = { $day } is before the first day, { $first }
this-moment-in-future = this moment is in the future; it is now { $now }
moments-out-of-order = the second moment is before the first; swap them
not-a-report-figure = “{ $figure }” is not a figure of a report; use the path of a field, such as commissioned.units, revived.investment.irr or stock.active
no-vintages-of-body = the register keeps no sums by executing body; ask for the vintages of a figure other than { $figure }
no-stocks-here = there are only flows of a period here; ask the report for { $figure }
order-only-for-present = units as of a day or as known at a moment are ordered by CODE, NAME or NAME_FA
isic-prefix-wrong = “{ $found }” is not the beginning of an ISIC code; use one to four digits
import-not-sent = you have sent no import with this id
not-a-short-moment = “{ $found }” is not a moment; write it like 2021-01-27T09:30:00Z
not-rials = “{ $found }” is not an amount of rials; write only digits, like "1000000"
not-persons = { $found } is not a number of persons; use a whole number
not-a-decimal-text = “{ $found }” is not a decimal number; write it like "18.7"
text-expected = a string is expected, not { $found }

## Imports over HTTP

import-query-wrong = the query string: { $why }; it may hold dryRun=true and as=KIND
import-by-post = send files by POST
import-of-owner-under-way = an import of yours is under way; send the next when it has ended
imports-under-way = other imports are under way; try again in a moment
export-unknown = there is no export “{ $file }”; there are { $known }, also with the ending .xlsx or .jsonl
export-too-large-for-workbook = there are more rows than a sheet has room for (1,048,575); use .csv, or ask for less
exports-of-owner-under-way = other exports of yours are under way; try again when one has ended
exports-under-way = other exports are under way; try again in a moment
parameter-missing = this parameter is required
parameter-twice = this parameter is given twice
parameter-not-whole = “{ $found }” is not a whole number
parameter-unknown = there is no parameter { $name }; there are { $known }
parameter-unknown-near = there is no parameter { $name }; did you mean { $near }?
parameter-value-unknown = “{ $found }” is not known; there are { $known }
upload-too-large = the body is larger than { $bytes } bytes; send fewer files at once
upload-too-slow = the body arrives too slowly; send at least { $bytes } bytes a second
upload-without-file = there is no file in the body; send events.csv as a field of a form: -F events=@events.csv
upload-of-too-many = more than { $most } files are too many for one import
upload-of-unknown-kind = neither the field { $field } nor the file { $file } tells the kind of file; name one of them { $known }
upload-without-name = without a name
upload-kind-in-form = it is only for a body of one file; in a form, name each field after its kind of file
upload-kind-missing = name the kind of file in the body, one of { $known }
upload-of-other-media = send one of { $accepted }, text in UTF-8, and not compressed
file-not-stored = the file cannot be stored now; id { $id }

## Messages of the GraphQL engine

engine-argument-wrong = Invalid value for argument "{ $argument }", { $why }
engine-default-wrong = Invalid default value for argument: "{ $argument }", { $why }
engine-type-expected = expected type "{ $kind }"
engine-enum-value = enumeration type "{ $kind }" does not contain the value "{ $found }"; use one of { $known }
engine-one-field = Oneof input objects requires have exactly one field
engine-one-field-not-null = Oneof Input Objects require that exactly one field must be supplied and that field must not be null
engine-input-field-missing = field "{ $field }" of type "{ $kind }" is required but not provided
engine-input-field-unknown = unknown field "{ $field }" of type "{ $kind }"
engine-not-parsed = Failed to parse "{ $kind }": { $why }
engine-not-parsed-within = { $why } (occurred while parsing "{ $kind }")
engine-other-type = Expected input type "{ $kind }", found { $found }.
engine-not-a-number = Invalid number
engine-integer-out-of-range = Only integers from { $least } to { $most } are accepted.
engine-type-unknown = Unknown type "{ $kind }"
engine-directive-twice = Duplicate directive "{ $directive }"
engine-directive-unknown = Unknown directive "{ $directive }"
engine-directive-misplaced = Directive "{ $directive }" may not be used on "{ $place }"
engine-field-unknown = Unknown field "{ $field }" on type "{ $kind }".
engine-field-unknown-near = Unknown field "{ $field }" on type "{ $kind }". Did you mean { $near }?
engine-argument-unknown = Unknown argument "{ $argument }" on field "{ $field }" of type "{ $kind }".
engine-argument-unknown-near = Unknown argument "{ $argument }" on field "{ $field }" of type "{ $kind }". Did you mean { $near }?
engine-directive-argument-unknown = Unknown argument "{ $argument }" on directive "{ $directive }".
engine-directive-argument-unknown-near = Unknown argument "{ $argument }" on directive "{ $directive }". Did you mean { $near }?
engine-argument-twice = There can only be one argument named "{ $argument }"
engine-argument-missing = Field "{ $field }" argument "{ $argument }" of type "{ $kind }" is required but not provided
engine-directive-argument-missing = Directive "@{ $directive }" argument "{ $argument }" of type "{ $kind }" is required but not provided
engine-fragment-unknown = Unknown fragment: "{ $fragment }"
engine-fragment-unused = Fragment "{ $fragment }" is never used
engine-fragment-cycle = Cannot spread fragment "{ $fragment }"
engine-fragment-of-leaf = Fragment "{ $fragment }" cannot condition non composite type "{ $kind }"
engine-inline-fragment-of-leaf = Fragment cannot condition non composite type "{ $kind }"
engine-fragment-misplaced = Fragment "{ $fragment }" cannot be spread here as objects of type "{ $kind }" can never be of type "{ $other }"
engine-inline-fragment-misplaced = Fragment cannot be spread here as objects of type "{ $kind }" can never be of type "{ $other }"
engine-fields-conflict = Fields "{ $field }" conflict because "{ $one }" and "{ $other }" are different fields. Use different aliases on the fields to fetch both if this was intentional.
engine-arguments-conflict = Fields "{ $field }" conflict because they have differing arguments. Use different aliases on the fields to fetch both if this was intentional.
engine-leaf-with-fields = Field "{ $field }" must not have a selection since type "{ $kind }" has no subfields
engine-object-without-fields = Field "{ $field }" of type "{ $kind }" must have a selection of subfields
engine-variable-twice = There can only be one variable named "${ $variable }"
engine-variable-undefined = Variable "${ $variable }" is not defined
engine-variable-undefined-in = Variable "${ $variable }" is not defined by operation "{ $operation }"
engine-variable-unused = Variable "${ $variable }" is not used
engine-variable-unused-in = Variable "${ $variable }" is not used by operation "{ $operation }"
engine-variable-of-output-type = Variable "{ $variable }" cannot be of non-input type "{ $kind }"
engine-variable-of-other-type = Variable "{ $variable }" of type "{ $kind }" used in position expecting type "{ $expected }"

## The command line

kind-for-folder = --as { $kind } applies to files, but { $folder } is a folder; name the files
folder-without-files = the folder holds nothing to import; it should hold files such as parks.csv, units.csv and events.csv
folder-without-readable-files = the folder holds nothing to import; it should hold files such as parks.csv, units.csv and events.csv: { $reasons }
unknown-template = there is no template “{ $name }”; use one of { $known }
file-exists = { $path } exists already; choose another name, or remove it
template-written = { $path } is written; fill it in and import it
not-a-file = { $path } is not a regular file; name a CSV file, a workbook or a folder of them
file-bundled-alone = { $kind }.csv is bundled with the program and cannot be imported; leave it out
no-token-to-revoke = there is no token “{ $which }” to revoke; `shahrak token list` shows them with their numbers
option-wrong = { $option }: { $why }
options-wrong = { $list }
too-many-days = the number of days is too large; use --no-expiry instead
failed-because = { $what }: { $why }
failed-remedy = { $what }; { $remedy }
local-postgres-failed = { $why }
database-no-answer = the database of DATABASE_URL did not answer within { $seconds } s
database-no-answer-remedy = start that PostgreSQL, or correct DATABASE_URL, or unset it to let shahrak run a PostgreSQL of its own
database-not-usable = cannot use the database of DATABASE_URL
database-not-usable-remedy = correct DATABASE_URL (postgres://USER:PASSWORD@HOST:PORT/NAME), or create that user and database
database-too-old = the database of DATABASE_URL is PostgreSQL { $found }, but the register needs { $needed } or later
database-too-old-remedy = use a newer server, or unset DATABASE_URL to let shahrak run a PostgreSQL of its own
database-not-migrated = cannot migrate the database
database-not-migrated-remedy = if this database was used by a newer shahrak, use that one; else report this with the lines above
database-failed = the database failed
database-failed-remedy = the change was rolled back; try again, and check the database's log
cannot-listen = cannot listen at { $address }
cannot-listen-in-use = another program listens there: stop it, or choose another port with --listen HOST:PORT
cannot-listen-not-permitted = ports below 1024 need root: choose another one with --listen HOST:PORT
cannot-listen-elsewhere = choose an address of this machine with --listen HOST:PORT
server-stopped = the HTTP server stopped
cannot-read = cannot read { $path }
cannot-write = cannot write { $path }
cannot-use-file-remedy = check the path and its permissions
postgres-keeps-dying-remedy = fix the problem that postgres.log in the data directory names, then start again
system-refuses-signals = the system refuses to hand over signals
system-refuses-output = the system refuses to write to standard output
system-refuses-random = the system refuses random bytes
system-refuses-threads = the system refuses to start threads
stopped = stopped
stopped-before-ready = stopped before it was ready
stopped-migration = stopped; the current migration was rolled back
stopped-nothing-recorded = stopped; nothing was recorded
stopped-without-waiting = stopped without waiting for running work
export-stopped = stopped; { $folder } is as it was before, and the same command continues where this one ended
export-would-replace = { $path } is there already, and no export has written it; move it away, or name another folder
exported = exported { $rows } rows in { $files } files to { $folder }, as known at { $known_at }
database-up-to-date = The database is up to date.
register-is-ready = Shahrak is ready.
demo-begins = Filling the register with synthetic data (seed { $seed }, { $units } units); this takes some seconds.
demo-failed = the synthetic data are not accepted, which is a fault of the program: { $why }
register-not-empty = the register has parks or units; synthetic data are for an empty one: choose another --data-dir or database
greeting-empty-directory = To begin with an empty register, stop, remove { $directory }, and start again with --empty: make run ARGS="--empty".
greeting-empty-database = To begin with an empty register, choose another database.
register-is-synthetic = Synthetic data: the parks, units and events of this register are made up (seed { $seed }, { $units } units). What ships with the program is real: announced figures, exchange rates, the national target of 1399.
register-is-synthetic-and-scaled = Synthetic data: the parks, units and events of this register are made up (seed { $seed }, { $units } units), and their numbers are not those of the country. What ships with the program is real: announced figures, exchange rates, the national target of 1399.
greeting-pages = Pages
greeting-graphiql = GraphiQL
greeting-api = API
greeting-import = Import
greeting-stop = Stop
greeting-same-database = (with the same DATABASE_URL)
tokens-none = There are no tokens.
token-created = Token { $id } of { $owner }, { $end }.
token-shown-once = It is shown only once: the register stores only its hash.
token-until-revoked = until it is revoked
day-and-time = { $day } { $time }
token-until = until { $moment }
token-no-expiry = no expiry
token-state-active = active
token-state-expired = expired
token-state-revoked = revoked { $moment }
token-made = made { $moment }
token-never-used = never used
token-last-used = last used { $moment }
token-owner = { $name }, { $role }
token-owner-of = { $name } ({ $organisation }), { $role }
role-in = { $role } of { $provinces }
label-role-provincial-officer = provincial-officer
label-role-national-officer = national-officer
label-role-auditor = auditor
label-role-administrator = administrator
progress-recording = recording
progress-bytes = { $file }: { $done } of { $size }
progress-records = { $file }: { $count } records checked
progress-rows = { $file }: { $rows } rows
variable-unknown = { $name } is not a setting; unset it, or see `shahrak serve --help` for the variables that are
variable-unknown-near = { $name } is not a setting; did you mean { $near }?
variable-value-wrong = the value “{ $value }” of { $name } cannot be used for --{ $option }: { $why }
variable-hidden-value-wrong = the value of { $name } cannot be used for --{ $option }: { $why }
variable-not-utf8 = the value of { $name } is not valid UTF-8
variable-empty = it is empty; unset the variable for the default
use-one-of = use one of { $known }
provider-not-usable = the OpenID Connect provider cannot be used: { $why }
option-requires = { $option } requires { $needed }
database-url-malformed = this is not a URL; write postgres://USER:PASSWORD@HOST:PORT/NAME
database-url-of-other-scheme = the register needs PostgreSQL, not { $scheme }; write postgres://USER:PASSWORD@HOST:PORT/NAME
database-url-part-wrong = { $why }; write postgres://USER:PASSWORD@HOST:PORT/NAME, with special characters percent-encoded (# as %23)
time-zone-wrong = it is not a time zone; did you mean { $near }?
listen-address-wrong = give a host and a port, such as 127.0.0.1:8080, or [::]:8080 for all addresses
switch-wrong = use true or false
origin-wrong = use scheme, host and port without a path, such as https://dashboard.example.ir, or * for every page
header-name-wrong = it is not the name of a header; use one such as x-forwarded-for
whole-number-wrong = it is not a whole number written in digits, or it is too large
usage-option-unknown = there is no option { $option } here; see { $help }
usage-option-unknown-near = there is no option { $option } here; did you mean { $near }?
usage-argument-unexpected = “{ $found }” is not expected here; see { $help }
usage-command-unknown = there is no command “{ $found }”; use one of { $known }
usage-command-unknown-near = there is no command “{ $found }”; did you mean { $near }?
usage-command-missing = name a command: one of { $known }
usage-value-missing = { $option } needs a value
usage-value-missing-of = { $option } needs a value: one of { $known }
usage-value-wrong = the value “{ $value }” of { $option } cannot be used: { $why }
usage-value-hidden-wrong = the value of { $option } cannot be used: { $why }
usage-required-missing = missing: { $needed }; see { $help }
usage-conflict = { $option } cannot be used with { $other }
usage-given-twice = { $option } is given more than once
usage-not-utf8 = an argument is not valid UTF-8
provider-address-wrong = “{ $found }” is not the address of a provider; use https:// (http:// only for this machine)
provider-without-algorithm = name at least one algorithm
provider-algorithm-wrong = “{ $found }” is not an accepted algorithm; use RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384 or EdDSA
provider-setting-empty = the { $what } is empty
provider-role-mapping-wrong = “{ $found }” does not map a role; write the provider's name, = and the role, such as park-officers=provincial-officer

# Labels of values, as the rows of a table or the axis of a chart show them.
label-park-kind-industrial-park = industrial park
label-park-kind-specialised-park = specialised park
label-park-kind-industrial-zone = industrial zone
label-park-kind-rural-zone = rural zone
label-park-kind-special-economic-zone = special economic zone
label-park-kind-technology-park = technology park
label-ownership-state = state
label-ownership-non-governmental = non-governmental
label-sector-food = food, beverages and pharmaceuticals
label-sector-textile = textiles, clothing and leather
label-sector-cellulose = wood, paper and printing
label-sector-chemical = chemicals
label-sector-non-metallic-mineral = non-metallic minerals
label-sector-metal = metals
label-sector-electrical = electrical and electronic goods
label-sector-services = services
label-body-provincial-company = provincial parks company
label-body-ministry-department = department of the ministry
label-reason-liquidity = lack of working capital
label-reason-market = lack of demand
label-reason-raw-materials = lack of raw materials
label-reason-machinery = worn-out or missing machinery
label-reason-partner-dispute = dispute between partners
label-reason-energy = shortage of energy
label-reason-bank-debt = debts to a bank
label-reason-currency = lack of foreign currency
label-reason-legal = legal dispute
label-reason-infrastructure = missing infrastructure
label-reason-other = other reason
label-reason-contract-cancelled = contract cancelled
label-reason-land-repossessed = land repossessed
label-event-kind-permit-issued = permit issued
label-event-kind-land-assigned = land assigned
label-event-kind-progress-reported = progress reported
label-event-kind-commissioned = commissioned
label-event-kind-capacity-reported = capacity reported
label-event-kind-idled = idled
label-event-kind-revived = revived
label-event-kind-capacity-raised = capacity raised
label-event-kind-renovated = renovated
label-event-kind-visited = visited
label-event-kind-closed = closed
label-event-kind-cancelled = cancelled
label-unit-status-planned = planned
label-unit-status-under-construction = under construction
label-unit-status-active = active
label-unit-status-semi-active = semi-active
label-unit-status-inactive = inactive
label-unit-status-closed = closed
label-unit-status-cancelled = cancelled
label-support-step-opened = opened
label-support-step-referred = referred
label-support-step-resolved = resolved
label-support-step-reopened = reopened
label-support-status-open = open
label-support-status-referred = referred
label-support-status-resolved = resolved
label-support-kind-finance = finance
label-support-kind-infrastructure = infrastructure
label-support-kind-licence = licence
label-support-kind-legal = legal
label-support-kind-market = market
label-support-kind-materials = materials
label-support-outcome-helped = helped
label-support-outcome-refused = refused
label-support-outcome-withdrawn = withdrawn
label-metric-units-commissioned = units commissioned
label-metric-jobs-commissioned = jobs in commissioned units
label-metric-investment-commissioned = investment in commissioned units
label-metric-units-revived = units revived
label-metric-jobs-revived = jobs in revived units
label-metric-units-capacity-raised = units with raised capacity
label-metric-units-renovated = units renovated
label-metric-share-inactive-or-semi-active = share of inactive and semi-active units
label-infrastructure-line-water = water
label-infrastructure-line-power = power
label-infrastructure-line-gas = gas
label-infrastructure-line-wastewater = wastewater
label-infrastructure-line-road = road
label-infrastructure-line-telecom = telecom
label-budget-purpose-water = water
label-budget-purpose-power = power
label-budget-purpose-gas = gas
label-budget-purpose-wastewater = wastewater
label-budget-purpose-road = road
label-budget-purpose-telecom = telecom
label-budget-purpose-other = other purpose
label-budget-stage-bill = bill
label-budget-stage-law = law
label-budget-stage-allocated = allocated
label-budget-stage-spent = spent
label-means-finance = finance
label-means-ownership-transfer = transfer of ownership
label-means-new-partner = new partner
label-means-line-change = change of the production line
label-means-settlement = settlement of debts
label-means-materials = supply of materials
label-population-in-parks = in parks
label-population-outside-parks = outside parks
label-population-all = all units
label-announced-population-in-parks = in parks
label-announced-population-in-and-outside-parks = in and outside parks
label-announced-population-nationwide = nationwide
label-announced-population-smes = small and medium enterprises
label-announced-population-unspecified = not specified
label-measure-flow = flow
label-measure-stock = stock
label-measure-target = target
label-measure-share = share
label-measure-ratio = ratio
label-hedge-about = about
label-hedge-over = over
label-hedge-nearly = nearly
label-hedge-up-to = up to
label-hedge-range = range
label-date-basis-stated = stated
label-date-basis-estimated = estimated
label-date-basis-unknown = unknown
label-figure-decision-replaced = replaced
label-figure-decision-voided = voided
label-figure-decision-used = used in series
label-figure-decision-unused = not used in series
label-rate-kind-official = official
label-rate-kind-nima = NIMA
label-rate-kind-market = market
label-metric-direction-floor = at least
label-metric-direction-ceiling = at most
label-metric-direction-neither = neither
label-activity-revision-3 = revision 3
label-activity-revision-3-1 = revision 3.1
label-activity-revision-4 = revision 4

## Changes over HTTP

changes-title = Changes of the register by province and month
changes-of-month = { $province }, { $month } { $year }
changes-query-wrong = the query string: { $why }; it may hold since, until, province, population, first and after
months-out-of-range = “{ $found }” is not a number of months; use 1 to { $most }

## Open data

open-data-publisher = Shahrak
open-data-agency = Shahrak, an open register of industrial parks
country-of-register = Iran
measure-units = units
measure-dollars = US dollars
measure-parks = parks
measure-permits = permits
set-frequency = frequency
set-observation-status = state of a value
label-frequency-A = annual (Iranian year)
label-observation-status-A = normal value
label-observation-status-P = provisional value
label-observation-status-M = missing value; a value cannot exist
concept-freq = Frequency
concept-freq-meaning = How often a value is observed: once for each Iranian year.
concept-metric = Metric
concept-metric-meaning = What is counted. A flow covers the year, a stock or share is that of its last day.
concept-ref-area = Reference area
concept-ref-area-meaning = The country or the province in which the units lie.
concept-population = Population
concept-population-meaning = The units that count: in parks, outside parks, or all.
concept-time-period = Time period
concept-time-period-meaning = The Iranian year that begins on this day.
concept-obs-value = Value
concept-obs-value-meaning = The value, computed from the events of the register.
concept-obs-status = State of the value
concept-obs-status-meaning = Whether the year is over, so that the value is complete.
concept-unit-measure = Unit of measurement
concept-unit-measure-meaning = In what the value is measured.
concept-last-day = Last day
concept-last-day-meaning = The last day that the value counts: the last day of the year, or today.
code-list-freq = Frequencies
code-list-metric = Metrics
code-list-area = The country and its provinces
code-list-population = Populations
code-list-obs-status = States of a value
concepts-register = Concepts of the register
constraint-register = Metrics of which there are values
dataflow-register = Figures of the register by Iranian year
dataflow-register-meaning = What the register computes from its events, by metric, place, population and Iranian year: units, jobs and investment of the year, and units by status at its end.
catalogue-title = Open data of Shahrak
catalogue-description = The register of industrial parks as files and as statistics, with every record that was ever in force.
dataset-register = The register of industrial parks
dataset-register-description = Parks, units and their events, yearly targets, budgets, and what officials announced, as files.
distribution-package = Description of the files (Data Package)
distribution-parks = Parks on the map
distribution-claims = Announced figures, reviewed
sdmx-key-too-long = “{ $found }” has more parts than there are dimensions; write { $form }
sdmx-code-unknown = “{ $found }” is not a code of { $dimension }; the codes are in { $list }
sdmx-not-a-time = “{ $found }” is not a time; use a year, a month or a day of either calendar, such as 2020, 1399-07, 2020-03-20 or 2020-03-20/P1Y
sdmx-no-such-dataflow = there is no dataflow “{ $found }”; use SHAHRAK, REGISTER, 1.0
sdmx-no-such-structure = there is no such structure; the kinds are { $known }
sdmx-no-data = no value of the register is in this selection
sdmx-moments-out-of-order = updatedAfter is later than asOf; give an earlier moment
sdmx-too-many-values = the selection has { $count } values, of at most { $most }; choose metrics, places, populations or years
sdmx-history-too-long = the history of { $figure } is longer than { $most } revisions; choose a province, fewer years, or a later updatedAfter
sdmx-nothing-acceptable = none of the accepted media types is available; use { $known }
claim-of-day = { $metric }, { $place }, up to { $day }: { $value } { $unit }
claim-without-day = { $metric }, { $place }: { $value } { $unit }
claim-range = { $low } to { $high }
claim-about = about { $number }
claim-over = over { $number }
claim-nearly = nearly { $number }
claim-up-to = at most { $number }
claim-agrees = Agrees with the register
claim-differs = Differs from the register
claim-review = For the same metric, place and period, the register computes { $computed } { $unit }.
claim-without-review = there is no review of “{ $code }”: no such figure, or the register cannot compute it
