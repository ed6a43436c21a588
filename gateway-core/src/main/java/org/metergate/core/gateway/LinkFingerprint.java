// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.List;
import java.util.Objects;
import org.metergate.config.MeterConfig;
import org.metergate.core.plugin.Plugins;

/**
 * What a planned link was made from: its meters as configured, and the provider objects that were
 * found for its driver, its link and, on an emulated link, its meter. A jar that was replaced gives
 * other objects.
 */
public final class LinkFingerprint {
  private final List<MeterConfig> meters;
  private final List<Object> providers;

  private LinkFingerprint(List<MeterConfig> meters, List<Object> providers) {
    this.meters = meters;
    this.providers = providers;
  }

  static LinkFingerprint of(List<MeterConfig> meters, Plugins plugins) {
    MeterConfig first = meters.get(0);
    return new LinkFingerprint(
        List.copyOf(meters),
        List.of(
            plugins.driver(first.driver()),
            plugins.link(first.link().scheme()),
            plugins.emulator(first.link().target())));
  }

  /** Returns whether the other link would be read in the same way. */
  boolean sameAs(LinkFingerprint other) {
    if (meters.size() != other.meters.size() || !Objects.equals(providers, other.providers)) {
      return false;
    }
    for (int i = 0; i < meters.size(); i++) {
      if (!meters.get(i).sameAs(other.meters.get(i))) {
        return false;
      }
    }
    return true;
  }
}
