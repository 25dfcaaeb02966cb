-- purpose: Did the expected waits come true? Those of the last days whose outcome is known, by department.
-- metric: expected_wait
-- grain: one row per department in which any was tried
-- filter: sources departments
-- param as_of timestamptz: the moment looked at
-- param end_date date: last local day of the period
-- param zone text: the company's time zone
-- param coverage_days bigint: calendar days looked back
-- column source text: the helpdesk's instance
-- column department text: department or group
-- column tested_count bigint [waits]: forecast
-- column covered_count bigint [waits]: of those, that ended within their range
with /* part moment */

select
    forecast_tests.source,
    forecast_tests.department,
    cast(sum(forecast_tests.tested_count) as bigint) as tested_count,
    cast(sum(forecast_tests.covered_count) as bigint) as covered_count
from forecast_tests
cross join moment
where forecast_tests.known_day <= cast(timezone(:zone, moment.looked_at) as date)
    and forecast_tests.known_day > cast(timezone(:zone, moment.looked_at) as date) - cast(:coverage_days as integer)
    /* filter forecast_tests */
group by forecast_tests.source, forecast_tests.department
order by tested_count desc, forecast_tests.source, forecast_tests.department
