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
page-waiting = Asking the register …
page-failed = The register did not answer.
page-again = Ask again
page-open-query = Open this question in GraphiQL
page-open-query-announced = Open the question about announcements
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
page-known = As known on { $moment } (Tehran).

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
page-chart-says = { $metric } by Iranian year; the table has all numbers
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

## What the server writes into a page, for readers without JavaScript and for previews of links

page-number = { $number }
page-idle-percent = { $number } %
page-headline = { $commissioned } new units in operation, { $revived } idle units revived, { $idle } % of the units in parks idle: what the register of industrial parks computes of the year { $year }, as of { $day }.
