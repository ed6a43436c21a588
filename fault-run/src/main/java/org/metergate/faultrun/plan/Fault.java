// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.plan;

/** One kind of fault. What lasts has its time in the {@link Step}. */
public sealed interface Fault {
  /** What is disturbed; two faults of one track never overlap. */
  enum Track {
    /** The gateway's process, its journal and its disk. */
    GATEWAY,
    /** The lines to the meters. */
    LINE,
    /** The servers that outputs deliver to. */
    SERVER
  }

  /** Returns its track. */
  Track track();

  /** The process is stopped and continued, as on a sleeping host. */
  record Pause() implements OfGateway {}

  /** The process is killed and started again after a while. */
  record Kill() implements OfGateway {}

  /** The process is asked to end, and started again after a while. */
  record Restart() implements OfGateway {}

  /** Another program holds an exclusive lock on the journal. */
  record Lock() implements OfGateway {}

  /** The disk of the journal is full. */
  record Full() implements OfGateway {}

  /** The process is killed, and the next start finds a journal that nobody may write. */
  record ReadOnly() implements OfGateway {}

  /** The file of the journal is removed while it is in use. */
  record Delete() implements OfGateway {}

  /**
   * The wall clock leaps and comes back at the end.
   *
   * @param seconds how far, positive into the future.
   */
  record ClockStep(long seconds) implements OfGateway {}

  /**
   * The configuration and the drivers are read again.
   *
   * @param content what there is to read.
   */
  record Reload(Content content) implements OfGateway {
    /** What a reload finds. */
    public enum Content {
      /** One output more, or one less. */
      GOOD,
      /** A mistake in the configuration. */
      MISTAKE,
      /** A file in the drivers folder that is no jar. */
      BAD_JAR,
      /** A jar that unfolds to more than the memory of the program. */
      HUGE_JAR,
      /** A jar with a driver that no meter uses. */
      GOOD_JAR
    }
  }

  /** What a power cut would leave on the disk is looked at; the gateway is not disturbed. */
  record PowerCut() implements OfGateway {}

  /** The connection of a meter stands, and nothing comes. */
  record HalfOpen(int meter) implements OfLine {}

  /** The serial server closes the connection after a complete telegram. */
  record Close(int meter) implements OfLine {}

  /** The connection is aborted with a reset. */
  record Abort(int meter) implements OfLine {}

  /** Nothing listens at the meter's address. */
  record Refuse(int meter) implements OfLine {}

  /** A telegram with a right checksum and a wrong tag comes. */
  record Forge() implements OfLine {}

  /** The counters of a meter fall to zero; a person decides at the end of the step. */
  record CounterReset() implements OfLine {}

  /** The server refuses connections. */
  record ServerDown(int server) implements OfServer {}

  /** The connection to the server is cut, perhaps in the middle of a message. */
  record ServerCut(int server) implements OfServer {}

  /** The server takes connections and answers nothing. */
  record ServerHangs(int server) implements OfServer {}

  /** The servers over HTTP close the connection after each complete answer. */
  record ServerCloses() implements OfServer {}

  /** A fault of the gateway's surroundings. */
  sealed interface OfGateway extends Fault {
    @Override
    default Track track() {
      return Track.GATEWAY;
    }
  }

  /** A fault of a line. */
  sealed interface OfLine extends Fault {
    @Override
    default Track track() {
      return Track.LINE;
    }
  }

  /** A fault of a server. */
  sealed interface OfServer extends Fault {
    @Override
    default Track track() {
      return Track.SERVER;
    }
  }
}
