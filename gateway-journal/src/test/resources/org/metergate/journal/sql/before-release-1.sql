-- SPDX-License-Identifier: Apache-2.0
-- The first journal. Times named ..._ms are UTC milliseconds since 1970 by the gateway's clock.

-- Boots of the machine; monotonic times can only be compared within one.
CREATE TABLE boot (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE                     -- the kernel's boot identity; empty where there is none
);

-- A meter as configured, with the number that it sends: another number is another meter.
CREATE TABLE meter (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                           -- from the configuration
  sub_meter TEXT NOT NULL,                      -- empty for the meter itself, else gas, water, gas-2
  identifier TEXT NOT NULL,                     -- empty where the meter gives none
  newest INTEGER NOT NULL DEFAULT 0,            -- its newest live reading at the last sync
  UNIQUE (name, sub_meter, identifier)
);

-- What can be drawn as one curve.
CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  meter INTEGER NOT NULL REFERENCES meter,
  quantity TEXT NOT NULL,
  kind TEXT NOT NULL,                           -- COUNTER, GAUGE, STATE
  dimension TEXT NOT NULL,                      -- ENERGY, POWER, VOLTAGE, ...
  label TEXT NOT NULL,                          -- for people
  UNIQUE (meter, quantity)
);

-- Row schemas: what the readings of one kind of telegram have in common, so that no row repeats it.
CREATE TABLE shape (
  id INTEGER PRIMARY KEY,
  clock TEXT NOT NULL,                          -- the meter's time: NONE, SECONDS, NANOS (first in the blob)
  clock_offset INTEGER                          -- seconds east of UTC where the meter tells them
);
CREATE TABLE shape_item (
  shape INTEGER NOT NULL REFERENCES shape,
  place INTEGER NOT NULL,                       -- from 0, in the order of the list
  quantity TEXT NOT NULL,
  kind TEXT NOT NULL,
  dimension TEXT NOT NULL,
  label TEXT NOT NULL,
  unit TEXT,                                    -- ASCII spelling; NULL where the unit is not known
  unit_display TEXT,
  register TEXT NOT NULL,                       -- as on the wire
  value TEXT NOT NULL,                          -- UNKNOWN, DECIMAL, TEXT, MOMENT
  raw INTEGER NOT NULL,                         -- 1: the wire's integer is in the row
  scale INTEGER,                                -- digits behind the point; NULL: each number has its own
  factor INTEGER NOT NULL,                      -- value = raw * factor / 10^scale; 0: value stands apart
  stamped INTEGER NOT NULL,                     -- 1: the value has a time of its own
  PRIMARY KEY (shape, place)
) WITHOUT ROWID;

-- The dictionary: texts that many rows have in common.
CREATE TABLE word (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
);

-- The readings. An id is never assigned twice; the state under the meter '' ensures that.
CREATE TABLE reading (
  id INTEGER PRIMARY KEY,
  meter INTEGER NOT NULL REFERENCES meter,
  shape INTEGER NOT NULL REFERENCES shape,
  history INTEGER NOT NULL,                     -- 0 live, 1 history, 2 live but read late
  received_ms INTEGER NOT NULL,
  meter_time INTEGER,                           -- the meter's own clock, as seconds since 1970 on it
  boot INTEGER NOT NULL REFERENCES boot,
  monotonic_ms INTEGER NOT NULL,                -- when it was stored, by a clock that no step moves
  -- The rest, in integers of 7 bits a byte, low ones first, the top bit set in all but the last,
  -- signed ones folded (0, -1, 1, -2 are 0, 1, 2, 3). In order: the telegram's number (signed), the
  -- nanoseconds of the meter's time where the shape's clock is NANOS, then for each shape_item
  --   raw=1: the wire's integer (signed)
  --   value=DECIMAL and not (raw=1 and factor<>0): the unscaled value (signed)
  --   (both have their scale, signed, before them where the item's scale is NULL)
  --   value=TEXT: 2 * length and the UTF-8 bytes, or 2 * word + 1
  --   value=MOMENT: a time; stamped=1: one more time
  -- A time is 0 where it equals the meter's, else 1 + (4 * folded distance in seconds from the
  -- meter's time, from 1970 without one, + 2 if nanoseconds follow + 1 if an offset follows).
  data BLOB NOT NULL
);

-- Frames with a valid checksum whose key is not configured yet.
CREATE TABLE undecoded (
  id INTEGER PRIMARY KEY,
  meter TEXT NOT NULL,
  received_ms INTEGER NOT NULL,
  boot INTEGER NOT NULL REFERENCES boot,
  monotonic_ms INTEGER NOT NULL,
  total INTEGER NOT NULL,                       -- bytes of all the frames up to this one, added up
  frame BLOB NOT NULL
);

-- The cursors of the outputs: the last reading that each has delivered.
CREATE TABLE cursor (
  output TEXT PRIMARY KEY,
  reading INTEGER NOT NULL
) WITHOUT ROWID;

-- Small durable texts: those of drivers by meter and key, the journal's own under ''.
CREATE TABLE state (
  meter TEXT NOT NULL,
  key TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (meter, key)
) WITHOUT ROWID;

-- Findings, for the page and for bug reports; the sentences are in the program.
CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  meter TEXT NOT NULL,
  code TEXT NOT NULL,
  stage TEXT NOT NULL,
  kind TEXT NOT NULL,
  parameters TEXT NOT NULL,                     -- a JSON object of texts
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  count INTEGER NOT NULL
);
