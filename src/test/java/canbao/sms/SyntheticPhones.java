package canbao.sms;

import canbao.model.Actor;
import canbao.model.Fen;
import canbao.model.PersonKey;
import canbao.model.message.PlanCounts;
import canbao.model.message.PlannedMessage;
import canbao.model.message.Reminder;
import canbao.model.message.SmsText;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** People by number, each with an invented phone made of it; single ones can be moved to another phone or to none. */
final class SyntheticPhones implements PhoneBook {
    static final String TEXT = "【鹿城区医保局】2025年度居民医保请于12月31日前缴费。拒收请回复R";
    static final Fen OWED = Fen.ofYuan("660");
    static final String LONG_TEXT = TEXT + "保".repeat(60);

    final Map<PersonKey, String> moved = new HashMap<>();

    static PersonKey person(int number) {
        return new PersonKey(new UUID(0x1000, number));
    }

    static String phone(int number) {
        return "139%08d".formatted(number);
    }

    static UUID phoneKey(int number) {
        return keyOf(phone(number));
    }

    static PlannedMessage message(String stage, String text, int phone, int... persons) {
        return message(LocalDate.of(9999, 12, 31), stage, text, phone, persons);
    }

    static PlannedMessage message(LocalDate lastOn, String stage, String text, int phone, int... persons) {
        UUID id = UUID.nameUUIDFromBytes((stage + phone).getBytes(StandardCharsets.UTF_8));
        List<Reminder> reminders = IntStream.of(persons)
                .mapToObj(one -> new Reminder(person(one), "premium", 2025, stage))
                .toList();
        String masked = phone(phone).substring(0, 3) + "****" + phone(phone).substring(7);
        return new PlannedMessage(
                id, phoneKey(phone), masked, text, SmsText.segments(text), List.of(OWED), lastOn, null, reminders);
    }

    /** One message each for the people from 0. */
    static PlanCounts plan(MessageStore store, int count, String text) {
        return store.plan(
                IntStream.range(0, count)
                        .mapToObj(i -> message("first", text, i, i))
                        .toList(),
                Actor.hub("test"));
    }

    @Override
    public Map<PersonKey, String> phones(Collection<PersonKey> persons) {
        Map<PersonKey, String> phones = new HashMap<>();
        for (PersonKey person : persons) {
            String phone = moved.getOrDefault(person, phone((int) person.value().getLeastSignificantBits()));
            if (!phone.isEmpty()) {
                phones.put(person, phone);
            }
        }
        return phones;
    }

    @Override
    public UUID key(String phone) {
        return keyOf(phone);
    }

    private static UUID keyOf(String phone) {
        return UUID.nameUUIDFromBytes(("test" + phone).getBytes(StandardCharsets.UTF_8));
    }
}
