# The texts of the pages, in English. The same messages with the same arguments are in fa.ftl. The pages also show the
# labels of the catalogue in the folder above.

page-title = { $title } – Shahrak
page-brand = Shahrak
page-description = An open register of industrial parks in Iran: what was promised, announced and computed.
page-skip = Skip to the content
page-places = Pages
page-place-year = Year
page-place-provinces = Provinces
page-place-series = Over time
page-place-contradictions = Contradictions
page-place-search = Search
page-other-language = فارسی
page-theme-dark = Dark colours
page-theme-light = Light colours
page-foot = Shahrak is an open register of industrial parks. All figures come from its public GraphQL interface.
page-foot-graphiql = Ask it yourself in GraphiQL
page-foot-schema = Schema
page-foot-office = For officers
page-waiting = Asking the register …
page-failed = The register did not answer.
page-again = Ask again
page-open-query = Open this question in GraphiQL
page-open-query-announced = Open the question about announcements
page-open-query-amounts = Open the question about announced amounts in GraphiQL
page-permalink = Permanent link
page-unknown = unknown
page-comma = { ", " }
page-and = { " and " }
page-nowhere = There is nothing at this address
page-nowhere-front = To the front page

## As of, known at

page-view = Day, knowledge and units
page-view-says = As of { $asOf }, as known on { $knownAt } (Tehran), { $units }.
page-view-change = Change
page-as-of = As of
page-known-at = As known at
page-population = Units
page-population-in-parks = units in parks
page-population-outside-parks = units outside parks
page-population-all = all units
page-view-present = Back to the present

## A year

page-year = Year { $year }
page-motto = Year of “{ $motto }”
page-year-lead = What was promised, what was announced, and what the register computes from its events.
page-sides = Promised, announced and computed, side by side
page-figure = Figure
page-promised = Promised
page-announced = Announced
page-computed = Computed
page-figure-units-commissioned = New units in operation
page-figure-investment-commissioned = Investment in new units, in rials
page-figure-dollars = Investment in new units, in dollars
page-figure-jobs-commissioned = Jobs in new units
page-figure-units-revived = Revived units
page-figure-jobs-revived = Jobs in revived units
page-figure-idle = Share of idle units
page-figure-idle-meaning = inactive or semi-active; announced of the whole country, computed for the units chosen above
page-nothing-promised = no target
page-nothing-announced = nothing announced
page-revised = { $original } at first, revised on { $day }
page-progress = { $share } reached
page-progress-both = { $inForce } reached; { $original } of the original
page-schedule-ahead = ahead of an even pace
page-schedule-on = at an even pace
page-schedule-behind = behind an even pace
page-others = { $count ->
    [one] { $number } other figure
   *[other] { $number } other figures
}
page-unknown-values = without { $events } events whose value is unknown
page-no-rate = no official rate is known for a day of this year
page-behind = { $figure }: { $number }; show what was counted
page-strip = { $figure }: promised { $promised }, announced { $announced }, computed { $computed }
page-year-before = { $share } at the end of the year before
page-besides = What else happened
page-stock = Units on this day
page-parks-operating = Operating parks
page-flow-commissioned = Units that came into operation
page-flow-revived = Units that were revived
page-flow-capacity-raised = Capacity raised
page-flow-renovated = Renovated
page-flow-idled = Stopped production
page-flow-closed = Closed
page-flow-permitted = Permits issued
page-flow-cancelled = Plans cancelled

## Announced figures

page-stated-range = { $low } to { $high }
page-stated-about = about { $number }
page-stated-over = over { $number }
page-stated-nearly = nearly { $number }
page-stated-up-to = up to { $number }
page-rials = { $amount } rials
page-dollars = ${ $amount }
page-percent = { $amount } %
page-speaker-unknown = speaker unknown
page-on-day = on { $day }
page-from-to = { $from } to { $to }
page-announced-in-parks = in parks
page-announced-in-and-outside-parks = in and outside parks
page-announced-nationwide = nationwide
page-announced-smes = small and medium enterprises
page-announced-unspecified = units not specified
page-agrees = agrees with the register: { $computed }
page-differs = the register computes { $computed }
page-not-computable-metric = the register does not compute this
page-not-computable-population = the register does not know which units are meant
page-not-computable-scope = not a place of the register
page-not-computable-period = the period is unknown, or not over
page-not-computable-rate = no exchange rate for a day of the period
page-not-computable-no-records = the register has no events of this period
page-source = Source:
page-compared = Compared with the register
page-together = Announced together
page-figures = Announced figures

## Units, parks, provinces

page-unit = Unit
page-units = Units
page-units-of = Units: { $status }
page-where = Place
page-sector = Sector
page-status = Status
page-no-status = no events
page-since = Since
page-since-day = since { $day }
page-jobs = Jobs
page-day = Day
page-investment = Investment
page-outside-parks = outside parks
page-next-page = Next page
page-first-page = First page
page-counted-events = { $number } events counted; { $shown } shown
page-counted-units = { $number } units counted; { $shown } shown
page-fact-investment = investment of { $amount }
page-fact-jobs = { $jobs } jobs
page-fact-capacity = { $percent } % of nominal capacity
page-fact-progress = { $percent } % built
page-fact-area = { $area } m² of land
page-provinces = Provinces
page-province = Province
page-provinces-show = What is shown
page-provinces-progress = Revival target reached
page-provinces-revived = Revived units
page-provinces-commissioned = New units
page-provinces-idle = Idle share
page-ranking = Provinces by: { $by }
page-rank = Rank
page-of-target = { $share } of { $target }
page-province-codes = { $code } (before 2020: { $former })
page-by-sector = By sector
page-operating = Units in operation
page-park = Park
page-parks = Parks
page-parks-of = { $number } parks
page-kind = Kind
page-county = County
page-ownership = Ownership
page-code = Code
page-approved-on = Approved
page-operating-since = Operating since
page-closed-on = Closed
page-hectares = Land (ha)
page-hectares-operational = Operational (ha)
page-hectares-assignable = Assignable (ha)
page-infrastructure = Infrastructure
page-line-water = Water
page-line-power = Power
page-line-gas = Gas
page-line-wastewater = Wastewater treatment
page-line-road = Roads
page-line-telecom = Telecommunications
page-units-in-park = { $number } units in this park
page-units-by-status = Units by status
page-timeline = Everything recorded: { $number } records
page-capacity = Share of nominal capacity
page-progress-built = Built
page-last-confirmed = Last confirmed
page-activity = Activity (ISIC)
page-licence = Licence
page-owner = Owner
page-recorded = recorded { $moment }
page-recorded-by = recorded { $moment } by { $by }
page-replaces = corrects { $code }
page-replaced = replaced by { $code }, { $moment }
page-voided = struck out, { $moment }

## Series, contradictions, findings, search

page-series = Over time
page-series-of = { $metric }, by Iranian year
page-from-original = { $original } → { $inForce }
page-of-year = Year
page-metric = Metric
page-contradictions = { $number } contradictions
page-contradictions-lead = Pairs of announced figures that cannot both be right. Both stay in the register, with their sources.
page-contradictions-link = Figures of different announcements that contradict each other
page-findings = What does not reconcile
page-findings-link = What does not reconcile within one announcement
page-findings-lead = { $found } of { $announcements } announcements state numbers that do not fit together.
page-certain = certain
page-possible = possible
page-used = used in series
page-relation-same-speaker = one speaker
page-relation-same-organisation = one organisation
page-relation-other-organisation = two organisations
page-finding-slip-by-ten = slip by ten
page-finding-other-rate = other exchange rate
page-finding-percentage = percentage
page-finding-superseded-target = superseded target
page-finding-parts-and-whole = parts and whole
page-finding-parts-above-whole = parts above the whole
page-search = Search
page-search-lead = Units, parks and announced figures, in Persian or Latin letters; numbers in any writing.
page-search-words = Words or a number
page-search-go = Search
page-found = Found: { $units } units, { $parks } parks, { $figures } announced figures.

## Charts, their files and their citation

page-share = { $number }%
page-trillion = { $number } trillion
page-billion = { $number } billion
page-million = { $number } million
page-legend-over = “over” (at least)
page-legend-range = a range
page-more-groups = and { $number } more
page-title-of = { $title }: { $place }
page-series-by-month = { $metric } in { $year }, by month
page-unit-of-measurement = Unit of measurement
page-month = Month
page-promised-original = Promised at first
page-announced-low = Announced, from
page-announced-high = Announced, to
page-hedge = How it was said
page-verdict = Verdict
page-figure-code = Announced figure
page-other-figures = Other announced figures
page-so-far = Computed since the year began
page-not-computable = Why not computed
page-computed-to = Computed until
page-provinces-in-year = { $what } by province, { $year }
page-name-en = English name
page-name-fa = Persian name
page-revival-target = Revival target
page-in-english = { $what } (English)
page-in-persian = { $what } (Persian)
page-show-count = Number
page-show-jobs-sum = Jobs
page-show-investment-sum = Investment in rials
page-show-capacity-avg = Average capacity in use, %
page-known-jobs = Of them with known jobs
page-known-investment = Of them with known investment
page-known-capacity = Of them with known capacity
page-units-by = Units by { $keys }: { $figure }
page-events-by = Events by { $keys }: { $figure }
page-key-province = province
page-key-park = park
page-key-park-kind = kind of park
page-key-ownership = ownership of the park
page-key-sector = sector
page-key-isic-division = ISIC division
page-key-status = status
page-key-kind = kind of event
page-key-body = executing body
page-key-reason = reason
page-key-year = year
page-key-quarter = quarter
page-key-month = month
page-citation = Shahrak, register of industrial parks: { $title }. { $moments } { $source }
page-cited-moments = As of { $day }, as known at { $moment }.
page-cited-source = Source
page-synthetic = Synthetic data: the parks, units and events of this register are made up.
page-is-synthetic = Synthetic
page-too-many-groups = these are { $count } groups, and a file has at most { $most }; use fewer keys or a filter

## Pages for officers

page-office = Office
page-office-units = Units
page-office-units-lead = Record what happened to a unit, correct its history, change its facts.
page-office-imports = Imports
page-office-imports-lead = Send spreadsheets. They are tried first: nothing is recorded before you say so.
page-office-targets = Targets
page-office-targets-of = Targets of { $year }
page-office-targets-lead = Revise what was promised. Earlier revisions stay.
page-office-announce = Announcement
page-office-announce-lead = Record what an official announced, and see at once what the register says of it.
page-office-reads-only = Your role reads the register. It records nothing.
page-office-until = until { $moment }
page-office-required = (required)
page-office-mistakes = { $count ->
    [one] Something is not right yet. Nothing was recorded.
   *[other] { $number } things are not right yet. Nothing was recorded.
}
page-office-lost = The connection was lost before an answer came. It is not known whether this was recorded. Send it again: it is recorded only once.
page-office-resend = Send again
page-office-discard = Look whether it is recorded
page-office-no-connection = The register cannot be reached. Check the connection and try again.
page-office-no-connection-following = The connection is lost. The import goes on; this page keeps asking.
page-office-show = Show
page-office-choose = Choose …
page-office-more = Show more

### Signing in

page-office-sign-in = Sign in
page-office-sign-in-lead = These pages are for officers of the register. What you do here is recorded under your name.
page-office-sign-in-with = Sign in with { $provider }
page-office-sign-in-or = Or with a token of the register:
page-office-sign-in-again = Try again
page-office-sign-out = Sign out
page-office-token = Token
page-office-token-hint = It begins with shahrak_ and stays in this tab until you sign out or close it.
page-office-token-missing = Paste a token.
page-office-token-letters = A token has only Latin letters, digits and signs, and no blanks. Copy it again, whole.
page-office-ended = You are signed out, because the register no longer accepts your credential:
page-office-provider-silent = { $provider } does not answer. Try again, or paste a token.
page-office-not-signed-in = You are not signed in
page-office-sign-in-not-begun = No sign-in was begun in this tab. Begin again.
page-office-sign-in-other = The answer belongs to another sign-in or another provider. Begin again.
page-office-sign-in-no-token = The provider sent no token. Begin again.

### Imports

page-office-send-files = Send files
page-office-templates = Workbooks to fill in:
page-office-drop = Drop files here, or choose them
page-office-drop-hint = CSV or .xlsx, in Persian or English; several at once if they belong together.
page-office-kilobytes = { $number } kB
page-office-file-holds = Holds
page-office-file-says = what its name or columns say
page-office-try = Try, without recording
page-office-stop-sending = Stop sending
page-office-sending = Sending
page-office-sent = { $share } sent
page-office-upload-lost = The connection was lost while the files were sent. Look at the list of imports for what arrived. Sending again records no line twice.
page-office-imports-sent = Imports that were sent
page-office-import-sent-at = Sent
page-office-files = Files
page-office-state = State
page-office-sender = Sender
page-office-import-waiting = Waiting
page-office-import-running = Being read
page-office-import-done = Recorded
page-office-import-tried = Tried: no mistakes
page-office-import-refused = Mistakes: nothing was recorded
page-office-import-cancelled = Cancelled: nothing was recorded
page-office-import-failed = Failed: nothing was recorded
page-office-import-interrupted = Interrupted: nothing was recorded
page-office-import-by = Sent { $moment } by { $name }.
page-office-import-fault = The fault is ours; quote { $id } to the operator.
page-office-import-waits = It waits for its turn.
page-office-progress = Progress
page-office-reading = { $of }: { $share }
page-office-cancel = Cancel the import
page-office-counts = Lines by file
page-office-file = File
page-office-read = Read
page-office-added = Added
page-office-changed = Changed
page-office-unchanged = Already recorded
page-office-refused = Refused
page-office-nothing-recorded = All lines can be recorded. Nothing is recorded yet.
page-office-send = Record these files
page-office-choose-again = Choose the files again to record them: this tab no longer has them.
page-office-refusals = { $count ->
    [one] One mistake
   *[other] { $number } mistakes
}
page-office-cell = Cell
page-office-value = Value
page-office-what-is-wrong = What is wrong
page-office-line = line { $line }
page-office-whole-file = the whole file
page-office-download = Save the mistakes as { $format }
page-office-warnings = { $count ->
    [one] One remark
   *[other] { $number } remarks
}
page-office-correct-and-try = Correct the file, and try again
page-office-try-again = Try again

### Units

page-office-find-unit = Code or name of a unit
page-office-found = { $count ->
    [0] No unit found
    [one] One unit found
   *[other] { $number } units found
}
page-office-record = Record what happened
page-office-change-facts = Change facts
page-office-public-page = Public page
page-office-other-province = Your role changes nothing in this province.
page-office-next-events = May be recorded next:
page-office-events = { $count ->
    [one] One event
   *[other] { $number } events
}
page-office-facts = Facts
page-office-correct = Correct
page-office-act-recorded = It is recorded.
page-office-correction-recorded = The correction is recorded. What was known before stays readable.
page-office-facts-recorded = The facts are recorded.
page-office-kind = What happened
page-office-what-happened = What happened
page-office-day-hint = In either calendar, like 1399-11-08 or 2021-01-27
page-office-day-first = Write the day first: what may happen depends on it.
page-office-on-that-day = After what happened by that day, the unit is:
page-office-nothing-allowed = Nothing more can happen to this unit. If that is wrong, correct its history.
page-office-choose-kind = Choose what happened.
page-office-check = Show what it would change
page-office-record-it = Record it
page-office-would-change = What it would change
page-office-before = Now
page-office-after = Then
page-office-investment = Investment in rials
page-office-area = Area in m²
page-office-reasons = Reasons
page-office-body = Carried out by
page-office-means = Means
page-office-note = Note
page-office-evidence = Evidence: number or address of a document
page-office-confidential = Read only by officers of the province, auditors and administrators.
page-office-not-stated = not stated
page-office-not-whole = Write a whole number, like 25.
page-office-correct-event = Correct an event
page-office-what-is-right = What is right?
page-office-happened-otherwise = It happened, but otherwise
page-office-never-happened = It never happened
page-office-why = Reason for striking it out
page-office-nothing-changed = Nothing is different from what is recorded.
page-office-record-correction = Record the correction
page-office-facts-of = Facts of { $code }
page-office-new-event = a new event
page-office-struck-out = struck out
page-office-already-corrected = This event has already been corrected. Correct the one that replaces it.
page-office-to-unit = To the unit
page-office-name-fa = Name in Persian
page-office-name-en = Name in English
page-office-isic = Activity (ISIC code)
page-office-record-facts = Record the facts

### Somebody changed this

page-office-changed-meanwhile = Somebody changed this since you opened it.
page-office-changed-meanwhile-lead = Nothing of yours was recorded yet.
page-office-both-versions = Both versions
page-office-when-opened = When you opened it
page-office-now = Now
page-office-yours = Yours
page-office-take-theirs = Take what is recorded now
page-office-send-mine = Record mine on top

### Targets

page-office-country = the whole country
page-office-target = Target
page-office-in-force = In force
page-office-decided-on = Decided on
page-office-revisions = Revisions
page-office-value-of-target = Value
page-office-new-value = New value
page-office-reason = Reason
page-office-source = Source
page-office-revise = Revise
page-office-record-revision = Record the revision
page-office-revision-recorded = The revision is recorded. Earlier ones stay.

### Announcements

page-office-source-hint = Address of the page that reports it
page-office-announced-on = Day of the announcement
page-office-date-basis = The day is
page-office-basis-stated = stated by the source
page-office-basis-estimated = inferred
page-office-basis-unknown = not known
page-office-figure = Figure { $number }
page-office-add-figure = Another figure
page-office-remove-figure = Remove this figure
page-office-record-announcement = Record the announcement
page-office-announcement-recorded = The announcement is recorded. This is what the register says of it:
page-office-announce-another = Another announcement
page-office-figure-code = Code
page-office-figure-code-hint = Of your choice, like a999
page-office-figure-metric = What it counts
page-office-figure-measure = Kind of number
page-office-figure-low = Number
page-office-figure-high = Higher end of a range
page-office-figure-high-hint = Empty for a plain number
page-office-figure-hedge = Hedge
page-office-figure-unit = Unit of measurement
page-office-figure-scope = Place
page-office-figure-population = Units meant
page-office-figure-period-from = First day of the period
page-office-figure-period-to = Last day of the period
page-office-figure-speaker = Speaker
page-office-figure-organisation = Organisation
page-office-figure-quote = Quotation
page-office-figure-note = Note
page-office-no-hedge = none
page-office-hedge-about = about
page-office-hedge-over = over
page-office-hedge-nearly = nearly
page-office-hedge-up-to = up to
page-office-hedge-range = a range
page-office-measure-flow = count over the period
page-office-measure-stock = count at its end
page-office-measure-target = target
page-office-measure-share = percentage
page-office-measure-ratio = ratio

## The pages: live figures, charts, changes, groups

page-place-explore = Explore
page-live = Live: figures follow the register.
page-live-changed = Live: figures changed on { $moment }.
page-live-lost = The connection is lost; trying again. The figures are those of the moment above.
page-behind-chart = Data, address and citation of this chart
page-frame = Without the page around it
page-frame-code = For your own site:
page-cite = Cite as:
page-by = By year or month
page-by-year = By year
page-by-month = By month of { $year }
page-changes = What changed in the knowledge of { $year }
page-changes-since = Since
page-changes-show = Show what changed
page-changes-none = Nothing changed between { $from } and { $to }.
page-changes-say = Between { $from } and { $to }, { $figures ->
    [one] { $figuresWritten } figure
   *[other] { $figuresWritten } figures
} changed, because { $records ->
    [one] { $recordsWritten } record was added
   *[other] { $recordsWritten } records were added
}.
page-changes-records = { $number } records; { $shown } shown
page-recorded-at = Recorded
page-what = What
page-change = { $figure }: { $before } → { $after } { $difference }
page-change-void = struck out: { $was }
page-change-replaced = { $was } → { $now }
page-change-target = target, { $metric } ({ $population }, { $which })
page-change-stock = units: { $what }
page-change-year-before = at the end of the year before: { $what }
page-number-units = number
page-number-jobs = jobs
page-number-jobs-unknown = without known jobs
page-number-irr = investment
page-number-irr-unknown = without known investment
page-number-usd = investment in dollars
page-number-operating = in operation
page-number-idle-share = idle share
page-metric-units-commissioned = new units
page-metric-jobs-commissioned = jobs in new units
page-metric-investment-commissioned = investment in new units
page-metric-units-revived = revived units
page-metric-jobs-revived = jobs in revived units
page-metric-units-capacity-raised = capacity raised
page-metric-units-renovated = renovated units
page-metric-share-inactive-or-semi-active = idle share
page-until-day = until { $day }
page-events = Events
page-explore = Explore
page-explore-lead = Units and events in groups. Click on a key to group by it, on a row to see only it.
page-explore-what = What is counted
page-explore-by = Grouped by
page-explore-show = Shown in the chart
page-explore-only = Only:
page-explore-remove = { $filter }: show all again
page-explore-units = { $count ->
    [one] { $number } unit
   *[other] { $number } units
} in { $groups ->
    [one] { $groupsWritten } group
   *[other] { $groupsWritten } groups
}.
page-explore-events = { $count ->
    [one] { $number } event
   *[other] { $number } events
} in { $groups ->
    [one] { $groupsWritten } group
   *[other] { $groupsWritten } groups
}.

## What the server writes into a page, for readers without JavaScript and for previews of links

page-number = { $number }
page-idle-percent = { $number } %
page-headline = { $commissioned ->
    [1] 1 new unit in operation
   *[other] { $commissioned } new units in operation
}, { $revived ->
    [1] 1 idle unit revived
   *[other] { $revived } idle units revived
}, { $idle } % of the units in parks idle: what the register of industrial parks computes of the year { $year }, as of { $day }.
