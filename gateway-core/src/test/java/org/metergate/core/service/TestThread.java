// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.service;

import org.metergate.spi.time.TimeSource;

/** A thread that answers when the test says so. */
final class TestThread implements Answering {
  private final String name;
  long answers;
  long waitsUntil;
  boolean done;

  TestThread(String name, TimeSource time) {
    this.name = name;
    this.waitsUntil = time.nanos();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long answers() {
    return answers;
  }

  @Override
  public long waitsUntil() {
    return waitsUntil;
  }

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public Thread thread() {
    return Thread.currentThread();
  }
}
