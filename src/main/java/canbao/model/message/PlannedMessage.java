package canbao.model.message;

import canbao.model.Fen;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One text to one phone, discharging the reminders of everybody behind that phone.
 *
 * @param id derived from topic, year, stage, phone key and a day of their own if they have one, so that planning again finds the same message
 * @param segments what the carrier bills, see {@link SmsText}
 * @param amounts what the text says is owed, each once and the smallest first
 * @param lastOn the last day on which it may leave; later its text would be wrong
 * @param ownDay the day that sets it apart from others of its stage to the same phone; null where there is one to a phone
 * @param reminders at least one, all of one topic, year and stage
 */
public record PlannedMessage(
        UUID id,
        UUID phoneKey,
        String maskedPhone,
        String text,
        int segments,
        List<Fen> amounts,
        LocalDate lastOn,
        @Nullable LocalDate ownDay,
        List<Reminder> reminders) {
    public PlannedMessage {
        amounts = List.copyOf(amounts);
        reminders = List.copyOf(reminders);
        if (reminders.isEmpty()) {
            throw new IllegalArgumentException("a message without a reminder: " + id);
        }
    }
}
