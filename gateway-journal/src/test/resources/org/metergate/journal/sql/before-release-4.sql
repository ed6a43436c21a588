-- SPDX-License-Identifier: Apache-2.0
-- What arrived after a boot, before the machine's clock was set.

-- Readings whose received_ms is from a clock that is not set: until it is, no output and no roll-up
-- gets them. Then received_ms is computed from monotonic_ms, which for these is when they arrived.
CREATE TABLE unstamped (
  reading INTEGER PRIMARY KEY
);

-- 1 while received_ms of a kept frame is from such a clock.
ALTER TABLE undecoded ADD COLUMN unstamped INTEGER NOT NULL DEFAULT 0;
