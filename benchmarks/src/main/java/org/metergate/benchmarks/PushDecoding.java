// SPDX-License-Identifier: Apache-2.0
package org.metergate.benchmarks;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.metergate.driver.omnipower.OmnipowerDriverProvider;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One encrypted push-1 frame of 491 bytes: from bytes to a reading in the session, through the
 * whole driver. For comparison, the work that no implementation can avoid: Bouncy Castle's plain
 * AES-GCM over the same bytes with a reused cipher, alone and with the frame's two checksums. A
 * session of 256 different frames is one invocation; the figures are for one frame.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class PushDecoding {
  private static final int FRAMES = 256;
  private static final int TITLE = 13;
  private static final int COUNTER = 25;
  private static final int CIPHERTEXT = 29;
  private static final int SEALED = 459;
  private static final int HEADER_CHECKED = 5;
  private static final int FRAME_CHECKED = 487;

  private byte[] first;
  private byte[][] frames;
  private GCMModeCipher gcm;
  private final byte[] associated = new byte[17];
  private final byte[] plaintext = new byte[SEALED];

  /**
   * A driver that has received one message of its meter, so that it knows the layout of the list,
   * as in normal operation. It must not have received the other messages, since it would treat them
   * as repetitions.
   */
  @State(Scope.Thread)
  public static class StartedDriver {
    private ByteDriver driver;

    /** Creates an empty state, which JMH fills with {@link #start}. */
    public StartedDriver() {}

    /**
     * Creates the driver; this is not measured.
     *
     * @param benchmark the source of the first message.
     * @param blackhole consumes its reading.
     * @throws OptionException never, with these options.
     * @throws InterruptedException never.
     */
    @Setup(Level.Invocation)
    public void start(PushDecoding benchmark, Blackhole blackhole)
        throws OptionException, InterruptedException {
      DriverProvider provider = new OmnipowerDriverProvider();
      Map<String, String> options =
          Map.of(
              "encryption-key", Hex.of(PushFrames.ENCRYPTION_KEY),
              "authentication-key", Hex.of(PushFrames.AUTHENTICATION_KEY),
              "energy-scale", "10");
      driver =
          (ByteDriver)
              provider.create(
                  List.of(
                      new MeterOptions("meter", Options.of(provider.info().options(), options))));
      receive(new byte[][] {benchmark.first}, blackhole);
    }

    private void receive(byte[][] frames, Blackhole blackhole) throws InterruptedException {
      CountingSession session = new CountingSession(blackhole);
      try {
        driver.session(new FrameLink(frames), session);
      } catch (LinkLostException e) {
        if (session.readings() != frames.length) {
          throw new AssertionError(session.readings() + " readings of " + frames.length, e);
        }
      }
    }
  }

  /** Creates an empty state, which JMH fills with {@link #prepare}. */
  public PushDecoding() {}

  /**
   * Creates the frames and the cipher.
   *
   * @throws GeneralSecurityException never, on a platform with AES.
   */
  @Setup
  public void prepare() throws GeneralSecurityException {
    byte[][] all = PushFrames.make(1 + FRAMES);
    first = all[0];
    frames = Arrays.copyOfRange(all, 1, all.length);
    gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
    gcm.init(
        false, new AEADParameters(new KeyParameter(PushFrames.ENCRYPTION_KEY), 96, new byte[12]));
    associated[0] = 0x30;
    System.arraycopy(PushFrames.AUTHENTICATION_KEY, 0, associated, 1, 16);
  }

  /**
   * From bytes to readings, through link, framer, cipher, decoder and the check of trust.
   *
   * @param started the driver.
   * @param blackhole consumes the readings.
   * @throws InterruptedException never.
   */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public void wholeDriver(StartedDriver started, Blackhole blackhole) throws InterruptedException {
    started.receive(frames, blackhole);
  }

  /**
   * The minimum of work: decrypting each frame with a reused cipher.
   *
   * @param blackhole consumes the plaintext.
   * @throws InvalidCipherTextException never, since all tags are right.
   */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public void bareGcm(Blackhole blackhole) throws InvalidCipherTextException {
    for (byte[] frame : frames) {
      blackhole.consume(open(frame));
    }
  }

  /**
   * The minimum of work with a check of the checksums first.
   *
   * @param blackhole consumes the plaintext.
   * @throws InvalidCipherTextException never, since all tags are right.
   */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public void bareGcmAndChecksums(Blackhole blackhole) throws InvalidCipherTextException {
    for (byte[] frame : frames) {
      blackhole.consume(Crc16.X25.of(frame, 1, HEADER_CHECKED));
      blackhole.consume(Crc16.X25.of(frame, 1, FRAME_CHECKED));
      blackhole.consume(open(frame));
    }
  }

  /**
   * The frame's two checksums alone.
   *
   * @param blackhole consumes them.
   */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public void checksums(Blackhole blackhole) {
    for (byte[] frame : frames) {
      blackhole.consume(Crc16.X25.of(frame, 1, HEADER_CHECKED));
      blackhole.consume(Crc16.X25.of(frame, 1, FRAME_CHECKED));
    }
  }

  private byte[] open(byte[] frame) throws InvalidCipherTextException {
    byte[] nonce = new byte[12];
    System.arraycopy(frame, TITLE, nonce, 0, 8);
    System.arraycopy(frame, COUNTER, nonce, 8, 4);
    gcm.init(false, new AEADParameters(null, 96, nonce));
    gcm.processAADBytes(associated, 0, associated.length);
    int done = gcm.processBytes(frame, CIPHERTEXT, SEALED, plaintext, 0);
    gcm.doFinal(plaintext, done);
    return plaintext;
  }
}
