-- SPDX-License-Identifier: Apache-2.0
-- The stored records of meters' own loggers, so that none is stored twice.

-- Rows stay when their readings are deleted: a record that is read again years later is not new.
CREATE TABLE logged (
  meter INTEGER NOT NULL REFERENCES meter,
  logger TEXT NOT NULL,                         -- which of the meter's: hour, day, ...; empty for unnamed
  record_ms INTEGER NOT NULL,                   -- the record's time: as UTC where its offset is known,
                                                -- else as if the meter's clock showed UTC
  series BLOB NOT NULL,                         -- the series that it was stored for, integers as in reading.data
  PRIMARY KEY (meter, logger, record_ms)
) WITHOUT ROWID;
