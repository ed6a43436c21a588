// SPDX-License-Identifier: Apache-2.0
/**
 * JMH benchmarks of the hot paths. The build compiles them and measures nothing; to measure, run
 * from the root of the repository:
 *
 * <pre>
 * mvn -q -B -pl benchmarks -am package -DskipTests &amp;&amp; java -jar benchmarks/target/benchmarks.jar -prof gc
 * </pre>
 *
 * <p>{@link org.metergate.benchmarks.GarbageRates} is a program of its own: {@code java -cp
 * benchmarks/target/benchmarks.jar org.metergate.benchmarks.GarbageRates}.
 */
package org.metergate.benchmarks;
