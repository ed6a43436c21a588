-- SPDX-License-Identifier: Apache-2.0
-- Roll-ups ordered by time: those of a new quarter of an hour are appended at one end of the table, and
-- a page is written a few times, not once for each series. Rows with a number as their only key are
-- also never split at a hundred bytes, as those of the previous table were.

-- The minutes of a quarter of an hour. Rows stay when their readings are deleted.
CREATE TABLE rollup_minute (
  place INTEGER PRIMARY KEY,                    -- quarters of an hour since 1970 * 2^32 + series
  -- Integers as in reading.data: 2 * the number of decimals + 1, then for each interval
  --   0 where it follows the one before and the next two numbers are the same, which are left out then,
  --   else 1 + its distance from the end of the one before, or from the start, in intervals
  --   the milliseconds of it that were not observed
  --   the number of its readings
  --   a gauge: its lowest value, highest minus lowest, sum of value times milliseconds (all signed)
  --   a counter: 1 if its first value is known + 2 if that is estimated + 4 and 8 likewise for its
  --   last, then each known value as the (signed) distance from the one before in this row
  -- A row of an older program begins with 2 * the number of decimals, and has all numbers for each
  -- interval, with the distance itself for the first.
  data BLOB NOT NULL
);

-- The quarters and the hours of a day of UTC, once it is over: merged from its minutes, and missing
-- if these have changed since.
CREATE TABLE rollup_day (
  place INTEGER PRIMARY KEY,                    -- (60 for hours, 15 for quarters) * 2^56 + series * 2^24
                                                -- + days since 1970
  data BLOB NOT NULL                            -- as in rollup_minute
);

INSERT INTO rollup_minute
  SELECT (start / 15) * 4294967296 + series, data FROM rollup WHERE step = 1;

DROP TABLE rollup;
