package notify

import (
	"time"

	ics "github.com/arran4/golang-ical"

	"duban/models"
)

// CalendarEntry is one due day of a person.
type CalendarEntry struct {
	ID    string // the same as long as it is the same thing
	Title string
	Due   models.Date
	Link  string // page on which it is done; "": none
}

// Calendar returns the iCalendar (RFC 5545) of a person's due days, for programs that subscribe to it. The entries are
// whole days: they have no time zone.
func Calendar(name, domain string, now time.Time, entries []CalendarEntry) []byte {
	c := ics.NewCalendarFor("duban")
	c.SetMethod(ics.MethodPublish)
	c.SetXWRCalName(name)
	c.SetXWRTimezone("Asia/Shanghai")
	c.SetRefreshInterval("PT1H")
	c.SetXPublishedTTL("PT1H")
	for _, e := range entries {
		event := c.AddEvent(MessageID(e.ID, domain))
		event.SetDtStampTime(now.UTC())
		event.SetAllDayStartAt(e.Due.At(0, 0).Time())
		event.SetAllDayEndAt((e.Due + 1).At(0, 0).Time())
		event.SetSummary(models.ShortTitle(e.Title))
		event.SetTimeTransparency(ics.TransparencyTransparent)
		if e.Link != "" {
			event.SetURL(e.Link)
		}
	}
	return []byte(c.Serialize(ics.WithNewLineWindows))
}
