-- SPDX-License-Identifier: Apache-2.0
-- The tables of a journal, version 5. docs/concepts/journal.md describes them for readers with other
-- programs; the comments below are stored in the file. Times named ..._ms are UTC milliseconds since
-- 1970 by the gateway's clock.

CREATE TABLE boot (
  -- boots of the machine: monotonic times can only be compared within one
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE                     -- the kernel's boot id; empty if there is none
);

CREATE TABLE meter (
  -- a meter as configured, with the number that it sends: another number is another meter
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                           -- from the configuration
  sub_meter TEXT NOT NULL,                      -- empty for the meter itself, else gas, water, gas-2
  identifier TEXT NOT NULL,                     -- empty if the meter sends none
  newest INTEGER NOT NULL DEFAULT 0,            -- its newest live reading at the last sync
  UNIQUE (name, sub_meter, identifier)
);

CREATE TABLE series (
  -- one quantity of one meter: what can be drawn as one curve
  id INTEGER PRIMARY KEY,
  meter INTEGER NOT NULL REFERENCES meter,
  quantity TEXT NOT NULL,
  kind TEXT NOT NULL,                           -- COUNTER, GAUGE, STATE
  dimension TEXT NOT NULL,                      -- ENERGY, POWER, VOLTAGE, ...
  label TEXT NOT NULL,                          -- for people
  unit TEXT,                                    -- ASCII spelling, from the newest row schema that has one
  usual_ms INTEGER NOT NULL DEFAULT 0,          -- usual time between two live readings; 0: not known yet
  UNIQUE (meter, quantity)
);

CREATE TABLE shape (
  -- row schemas: what the readings of one kind of telegram have in common, so that no row repeats it
  id INTEGER PRIMARY KEY,
  clock TEXT NOT NULL,                          -- the meter's time: NONE, SECONDS, NANOS (rest in the blob)
  clock_offset INTEGER                          -- seconds east of UTC; NULL if the meter does not send them
);
CREATE TABLE shape_item (
  -- the fields of a row schema
  shape INTEGER NOT NULL REFERENCES shape,
  place INTEGER NOT NULL,                       -- from 0, in the order of the telegram
  quantity TEXT NOT NULL,
  kind TEXT NOT NULL,                           -- as in series
  dimension TEXT NOT NULL,
  label TEXT NOT NULL,
  unit TEXT,                                    -- ASCII spelling; NULL if the unit is not known
  unit_display TEXT,                            -- for people
  register TEXT NOT NULL,                       -- as on the wire
  value TEXT NOT NULL,                          -- UNKNOWN, DECIMAL, TEXT, MOMENT
  raw INTEGER NOT NULL,                         -- 1: the blob has the wire's integer
  scale INTEGER,                                -- decimals of the value; NULL: each number has its own
  factor INTEGER NOT NULL,                      -- value = raw * factor / 10^scale; 0: the blob has the value
  stamped INTEGER NOT NULL,                     -- 1: the blob has a time of the value's own
  PRIMARY KEY (shape, place)
) WITHOUT ROWID;

CREATE TABLE word (
  -- dictionary of texts that many rows have in common
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
);

CREATE TABLE reading (
  -- the readings: an id is never assigned twice, which the states under the meter '' ensure
  id INTEGER PRIMARY KEY,
  meter INTEGER NOT NULL REFERENCES meter,
  shape INTEGER NOT NULL REFERENCES shape,
  history INTEGER NOT NULL,                     -- origin: 0 live, 1 history (a meter's logger), 2 late
  received_ms INTEGER NOT NULL,
  meter_time INTEGER,                           -- seconds since 1970 on the meter's own clock; NULL: none
  boot INTEGER NOT NULL REFERENCES boot,
  monotonic_ms INTEGER NOT NULL,                -- when it was stored, by a clock that is never set
  -- The rest, in varints: 7 bits per byte, low ones first, the top bit set in all but the last; signed
  -- ones are zigzag-encoded (0, -1, 1, -2 are 0, 1, 2, 3). In order: the telegram's number (signed),
  -- the nanoseconds of the meter's time if shape.clock is NANOS, then for each shape_item
  --   raw=1: the wire's integer (signed)
  --   value=DECIMAL and not (raw=1 and factor<>0): the unscaled value (signed)
  --   (both with their scale, signed, before them if the item's scale is NULL)
  --   value=TEXT: 2 * length and the UTF-8 bytes, or 2 * word + 1
  --   value=MOMENT: a time; stamped=1: one more time
  -- A time is 0 if it equals the meter's, else 1 + (4 * zigzag of the distance in seconds from the
  -- meter's time, from 1970 if there is none, + 2 if nanoseconds follow + 1 if an offset follows).
  data BLOB NOT NULL
);

CREATE TABLE undecoded (
  -- frames with a valid checksum whose key is not configured yet
  id INTEGER PRIMARY KEY,
  meter TEXT NOT NULL,                          -- from the configuration
  received_ms INTEGER NOT NULL,
  boot INTEGER NOT NULL REFERENCES boot,
  monotonic_ms INTEGER NOT NULL,
  total INTEGER NOT NULL,                       -- bytes of all frames up to this one, as an upper limit
  frame BLOB NOT NULL,
  unstamped INTEGER NOT NULL DEFAULT 0          -- 1 while received_ms is from a clock that is not set
);

CREATE TABLE cursor (
  -- the last reading that each output has delivered
  output TEXT PRIMARY KEY,
  reading INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE state (
  -- small durable texts: those of drivers by meter and key, the journal's own under ''
  meter TEXT NOT NULL,
  key TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (meter, key)
) WITHOUT ROWID;

CREATE TABLE finding (
  -- findings, for the page and for bug reports; the sentences are in the program
  id INTEGER PRIMARY KEY,
  meter TEXT NOT NULL,
  code TEXT NOT NULL,
  stage TEXT NOT NULL,
  kind TEXT NOT NULL,                           -- FAULT, CONDITION, EVENT
  parameters TEXT NOT NULL,                     -- a JSON object of texts
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  count INTEGER NOT NULL
);

CREATE TABLE span (
  -- In which rows the readings of a meter's quarter of an hour are. A quarter that was left and entered
  -- again, by a clock step or by history, has several ranges. Rows stay when their readings are
  -- deleted, so that their roll-ups are not rebuilt from the few readings that are left.
  meter INTEGER NOT NULL REFERENCES meter,
  quarter INTEGER NOT NULL,                     -- quarters of an hour since 1970
  first INTEGER NOT NULL,                       -- ids of readings, both included
  last INTEGER NOT NULL,
  PRIMARY KEY (meter, quarter, first)
) WITHOUT ROWID;

CREATE TABLE logged (
  -- Which records of meters' own loggers are stored, so that none is stored twice. Rows stay when their
  -- readings are deleted: a record that is read again years later is not new.
  meter INTEGER NOT NULL REFERENCES meter,
  logger TEXT NOT NULL,                         -- which of the meter's: hour, day, ...; empty if unnamed
  record_ms INTEGER NOT NULL,                   -- the record's time: as UTC if its offset is known,
                                                -- else as if the meter's clock showed UTC
  series BLOB NOT NULL,                         -- the series that it was stored for, unsigned varints
  PRIMARY KEY (meter, logger, record_ms)
) WITHOUT ROWID;

CREATE TABLE unstamped (
  -- Readings whose received_ms is from a clock that is not set: until it is, no output and no roll-up
  -- gets them. Then received_ms is computed from monotonic_ms, which for these is when they arrived.
  reading INTEGER PRIMARY KEY
);

-- The roll-ups are ordered by time: those of a new quarter of an hour are appended at one end of the
-- table, and a page is written a few times, not once for each series. Rows with a number as their only
-- key are also never split at a hundred bytes, as rows with a key of several columns are.
CREATE TABLE rollup_minute (
  -- the minutes of a quarter of an hour; rows stay when their readings are deleted
  place INTEGER PRIMARY KEY,                    -- quarters of an hour since 1970 * 2^32 + series
  -- Varints as in reading.data: 2 * the number of decimals + 1, then for each interval
  --   0 if it follows the one before and the next two numbers are the same, which are left out then,
  --   else 1 + its distance from the end of the one before, or from the start, in intervals
  --   the milliseconds of it that were not observed
  --   the number of its readings
  --   a gauge: its lowest value, highest minus lowest, sum of value times milliseconds (all signed)
  --   a counter: 1 if its first value is known + 2 if that is estimated + 4 and 8 likewise for its
  --   last, then each known value as the (signed) distance from the one before in this row
  -- A row that begins with an even number, 2 * the number of decimals, was written before the first
  -- release: it has all numbers for each interval, with the distance itself for the first.
  data BLOB NOT NULL
);

CREATE TABLE rollup_day (
  -- the quarters and the hours of a day of UTC, once it is over: merged from its minutes, and missing
  -- if these have changed since
  place INTEGER PRIMARY KEY,                    -- (60 for hours, 15 for quarters) * 2^56 + series * 2^24
                                                -- + days since 1970
  data BLOB NOT NULL                            -- as in rollup_minute
);
