-- Who met whom, in SQL that DuckDB, Spark, PostgreSQL and others take unchanged: whole numbers, no interval and no
-- range type, CASE for the smaller of two. The few stays of the cases are spread over the days they can touch; the
-- many stays of everybody are joined by day and spot as they are, so that nothing is counted twice.
--
-- visits(day, spot, t_in, t_eff, person)   all stays; day is the day of t_in
-- cases(case_id, person, since, until)     who infects, between which seconds
-- days(day, first_s, last_s)               of each day the earliest time in and the latest effective end
-- rule(before_s, linger_s)                 one row
WITH infectious AS (
    SELECT c.case_id, c.person, v.spot,
        CASE WHEN v.t_in - r.before_s > c.since THEN v.t_in - r.before_s ELSE c.since END AS a,
        CASE WHEN v.t_eff + r.linger_s < c.until THEN v.t_eff + r.linger_s ELSE c.until END AS b
    FROM cases c
    JOIN visits v ON v.person = c.person
    CROSS JOIN rule r
),
touched AS (
    SELECT i.case_id, i.person, i.spot, i.a, i.b, d.day
    FROM infectious i
    JOIN days d ON d.first_s < i.b AND d.last_s > i.a
    WHERE i.a < i.b
)
SELECT t.case_id, v.person AS contact,
    COUNT(*) AS meetings,
    SUM(CAST(CASE WHEN v.t_eff < t.b THEN v.t_eff ELSE t.b END AS BIGINT)
        - CASE WHEN v.t_in > t.a THEN v.t_in ELSE t.a END) AS seconds,
    MIN(CASE WHEN v.t_in > t.a THEN v.t_in ELSE t.a END) AS first_at
FROM touched t
JOIN visits v ON v.day = t.day AND v.spot = t.spot
WHERE v.t_in < t.b AND v.t_eff > t.a AND v.person <> t.person
GROUP BY t.case_id, v.person
