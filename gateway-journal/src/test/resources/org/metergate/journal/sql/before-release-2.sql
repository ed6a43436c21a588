-- SPDX-License-Identifier: Apache-2.0
-- Roll-ups of the readings, and where to find the readings of a time.

-- The unit in its ASCII spelling, from the meter's newest telegram that has one.
ALTER TABLE series ADD COLUMN unit TEXT;

-- The usual time between two live readings of a series; 0 until it is known.
ALTER TABLE series ADD COLUMN usual_ms INTEGER NOT NULL DEFAULT 0;

-- What counters and gauges did in intervals of 1, 15 and 60 minutes. Rows stay when their readings
-- are deleted.
CREATE TABLE rollup (
  series INTEGER NOT NULL REFERENCES series,
  step INTEGER NOT NULL,                        -- the length of its intervals in minutes
  start INTEGER NOT NULL,                       -- minutes since 1970: a quarter of an hour, an hour
  -- Integers as in reading.data: the number of decimals (signed), then for each interval
  --   its distance from the end of the one before, from the start for the first one, in steps
  --   the milliseconds of it that were not observed
  --   the number of its readings
  --   a gauge: its lowest value, highest minus lowest, sum of value times milliseconds (all signed)
  --   a counter: 1 if its first value is known + 2 if that is estimated + 4 and 8 likewise for its
  --   last, then each known value as the (signed) distance from the one before in this row
  data BLOB NOT NULL,
  PRIMARY KEY (series, step, start)
) WITHOUT ROWID;

-- The row ranges of the readings of a meter's quarter of an hour. A quarter that was left and entered
-- again, by a clock step or by history, has several rows. Rows stay when their readings are deleted,
-- so that their roll-ups are not rebuilt from the few readings that are left.
CREATE TABLE span (
  meter INTEGER NOT NULL REFERENCES meter,
  quarter INTEGER NOT NULL,                     -- quarters of an hour since 1970
  first INTEGER NOT NULL,                       -- ids of readings
  last INTEGER NOT NULL,
  PRIMARY KEY (meter, quarter, first)
) WITHOUT ROWID;
