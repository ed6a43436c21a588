// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

import java.util.List;
import java.util.Optional;
import org.metergate.ciphering.CipherKey;
import org.metergate.ciphering.DecryptionResult;
import org.metergate.ciphering.GloCipher;
import org.metergate.ciphering.GloFrame;
import org.metergate.ciphering.KeyFormatException;
import org.metergate.kit.FramerContract;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;

/**
 * Only the tag shows whether an encrypted telegram is intact, and the framer has no key: the
 * contract is that of the framer together with a check of the tag.
 */
class SealedFramerContractTest extends FramerContract<Frame> {
  private final GloCipher cipher = cipher();

  @Override
  protected Framer<Frame> framer() {
    return new Tagged(new TelegramFramer(ChecksumPolicy.AUTO));
  }

  @Override
  protected List<byte[]> frames() {
    return List.of(
        TestCipher.seal(Texts.checked(Texts.KAM5), 1),
        TestCipher.seal(Texts.checked(Texts.DSMR5), 2));
  }

  @Override
  protected String text(Frame frame) {
    return Hex.of(frame.bytes());
  }

  private boolean holds(Frame frame) {
    try {
      return cipher.open(GloFrame.parse(frame.bytes(), 0, frame.bytes().length))
          instanceof DecryptionResult.Authenticated;
    } catch (MalformedException e) {
      throw new AssertionError("the framer gave no frame", e);
    }
  }

  private static GloCipher cipher() {
    try {
      return new GloCipher(
          CipherKey.parse(TestCipher.KEY),
          Optional.of(CipherKey.parse(TestCipher.COMMON_KEY)),
          b -> false);
    } catch (KeyFormatException e) {
      throw new AssertionError(e);
    }
  }

  private final class Tagged implements Framer<Frame> {
    private final Framer<Frame> framer;

    Tagged(Framer<Frame> framer) {
      this.framer = framer;
    }

    @Override
    public void accept(byte[] chunk, int offset, int length, FrameSink<Frame> sink) {
      framer.accept(chunk, offset, length, checked(sink));
    }

    @Override
    public void silence(long nanos, FrameSink<Frame> sink) {
      framer.silence(nanos, checked(sink));
    }

    private FrameSink<Frame> checked(FrameSink<Frame> sink) {
      return new FrameSink<>() {
        @Override
        public void frame(Frame frame) {
          if (holds(frame)) {
            sink.frame(frame);
          } else {
            sink.corrupt(Damage.CHECKSUM);
          }
        }

        @Override
        public void noise(byte[] bytes, int offset, int length) {
          sink.noise(bytes, offset, length);
        }

        @Override
        public void corrupt(Damage damage) {
          sink.corrupt(damage);
        }
      };
    }
  }
}
