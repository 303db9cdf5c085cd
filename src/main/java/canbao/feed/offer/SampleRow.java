package canbao.feed.offer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of a sample.
 *
 * @param values by the header under which they are sent
 * @param members of a household, the values of each by its column's name
 */
record SampleRow(Map<String, String> values, List<Map<String, String>> members) {
    SampleRow {
        values = new LinkedHashMap<>(values);
        members = members.stream().<Map<String, String>>map(LinkedHashMap::new).toList();
    }

    String value(String header) {
        return values.getOrDefault(header, "");
    }

    SampleRow with(String header, String value) {
        SampleRow changed = new SampleRow(values, members);
        changed.values.put(header, value);
        return changed;
    }

    SampleRow withMember(int which, String column, String value) {
        SampleRow changed = new SampleRow(values, members);
        changed.members.get(which).put(column, value);
        return changed;
    }
}
