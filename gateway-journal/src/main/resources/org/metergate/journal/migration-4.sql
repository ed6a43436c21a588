-- SPDX-License-Identifier: Apache-2.0
-- What came after a boot, before the machine's clock was set.

-- Readings whose received_ms is still what a clock said that was not set: until it is, no output and
-- no roll-up gets them. Then received_ms is made from monotonic_ms, which for these is when they came.
CREATE TABLE unstamped (
  reading INTEGER PRIMARY KEY
);

-- 1 while received_ms of a kept frame is what such a clock said.
ALTER TABLE undecoded ADD COLUMN unstamped INTEGER NOT NULL DEFAULT 0;
