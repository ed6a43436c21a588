-- SPDX-License-Identifier: Apache-2.0
-- What is known of the records in meters' own loggers, so that none is stored twice.

-- Rows stay when their readings go: a record that is read once more years later is no new one.
CREATE TABLE logged (
  meter INTEGER NOT NULL REFERENCES meter,
  logger TEXT NOT NULL,                         -- which of the meter's: hour, day, ...; empty for unnamed
  record_ms INTEGER NOT NULL,                   -- the record's time: as UTC where its offset is known,
                                                -- else as if the meter's clock showed UTC
  series BLOB NOT NULL,                         -- the series that it was stored for, integers as in reading.data
  PRIMARY KEY (meter, logger, record_ms)
) WITHOUT ROWID;
