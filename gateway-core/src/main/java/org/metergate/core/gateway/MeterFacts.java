// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.metergate.config.MeterConfig;
import org.metergate.output.MeterDetails;
import org.metergate.spi.reading.Nameplate;

/**
 * What is known of meters besides their readings, for the outputs: what people call them, what
 * their drivers say of them, and where the page is. It changes while outputs use it. Any thread.
 */
public final class MeterFacts {
  private volatile Map<String, String> labels = Map.of();
  private volatile Function<String, Nameplate> nameplates = meter -> Nameplate.NONE;
  private volatile String page = "";

  /** Takes over what is configured from now on. */
  void take(List<MeterConfig> meters) {
    Map<String, String> now = new LinkedHashMap<>();
    meters.forEach(meter -> now.put(meter.name(), meter.label()));
    labels = now;
  }

  /** Sets where the nameplates come from. */
  void describe(Function<String, Nameplate> source) {
    nameplates = source;
  }

  /** Sets where the page is; one that can be opened on this machine alone is no use to others. */
  void serve(URI address) {
    page = isReachable(address.getHost()) ? address.toString() : "";
  }

  /** An address such as 0.0.0.0 stands for all of this machine's, and none of them is known. */
  private static boolean isReachable(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return !address.isLoopbackAddress() && !address.isAnyLocalAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * Returns what is known.
   *
   * @param meter a configured name, or an empty text for the gateway itself.
   * @return the details; of an unknown meter the page alone.
   */
  public MeterDetails of(String meter) {
    return new MeterDetails(labels.getOrDefault(meter, ""), nameplates.apply(meter), page);
  }
}
