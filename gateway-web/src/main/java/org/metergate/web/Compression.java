// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Packs every answer with gzip (RFC 1952) for clients that accept it, also streams of events: each
 * write is packed for itself and flushed, so that no event waits for the next one and an open
 * stream keeps nothing but its checksum. Jetty's own handler would keep a compressor of 256 kB for
 * each. Any thread.
 */
final class Compression extends Handler.Wrapper {
  /** Shorter answers would not get shorter. */
  private static final int SHORTEST = 200;

  private static final int MOST_FILES = 32;
  private static final int FAST = 5;

  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  /** The files of the program, which never change, by their ETags. */
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  Compression(Handler handler) {
    super(handler);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    response.getHeaders().put(HttpHeader.VARY, "Accept-Encoding");
    boolean packs = accepts(request);
    return super.handle(request, packs ? new Packed(request, response) : response, callback);
  }

  /** Returns whether gzip is accepted: named, and not with a quality of zero. */
  private static boolean accepts(Request request) {
    return Sending.preferred(request, HttpHeader.ACCEPT_ENCODING).stream()
        .anyMatch(one -> one.equalsIgnoreCase("gzip") || one.equals("*"));
  }

  /** An answer that is packed as it is written. Writes come one after the other. */
  private final class Packed extends Response.Wrapper {
    private final CRC32 sum = new CRC32();
    private long length;
    private boolean begun;
    private boolean plain;

    Packed(Request request, Response response) {
      super(request, response);
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
      int bytes = content == null ? 0 : content.remaining();
      plain |= !begun && last && bytes < SHORTEST;
      if (plain) {
        super.write(last, content, callback);
        return;
      }
      byte[] packed = begun || !last ? pack(last, bytes(content)) : whole(bytes(content));
      super.write(last, ByteBuffer.wrap(packed), callback);
    }

    private static byte[] bytes(ByteBuffer content) {
      byte[] bytes = new byte[content == null ? 0 : content.remaining()];
      if (bytes.length > 0) {
        content.get(bytes);
      }
      return bytes;
    }

    /** Packs an answer that is written at once; files are packed once. */
    private byte[] whole(byte[] content) {
      String tag = getHeaders().get(HttpHeader.ETAG);
      byte[] packed = tag == null ? null : files.get(tag);
      if (packed == null) {
        packed = pack(true, content);
        if (tag != null && files.size() < MOST_FILES) {
          files.put(tag, packed);
        }
      } else {
        announce();
      }
      getHeaders().put(HttpHeader.CONTENT_LENGTH, packed.length);
      return packed;
    }

    private void announce() {
      begun = true;
      getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
      String tag = getHeaders().get(HttpHeader.ETAG);
      if (tag != null && tag.startsWith("\"")) {
        getHeaders().put(HttpHeader.ETAG, "W/" + tag); // other bytes than without packing
      }
    }

    private byte[] pack(boolean last, byte[] content) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 3 + 64);
      if (!begun) {
        announce();
        out.writeBytes(HEADER);
      }
      sum.update(content);
      length += content.length;
      deflate(out, content, last);
      if (last) {
        ByteBuffer end = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        out.writeBytes(end.putInt((int) sum.getValue()).putInt((int) length).array());
      }
      return out.toByteArray();
    }

    /** Blocks that refer to nothing before them and end on a whole byte may be put together. */
    private static void deflate(ByteArrayOutputStream out, byte[] content, boolean last) {
      Deflater deflater = new Deflater(FAST, true);
      try {
        byte[] buffer = new byte[8192];
        deflater.setInput(content);
        if (last) {
          deflater.finish();
        }
        int count;
        do {
          count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
          out.write(buffer, 0, count);
        } while (last ? !deflater.finished() : count == buffer.length);
      } finally {
        deflater.end();
      }
    }
  }
}
