package store

import (
	"reflect"
	"slices"
	"sync"

	"gorm.io/gorm/schema"

	"duban/models"
)

// protectedTable describes a table under the audit chain: each change of a row records an image.
type protectedTable struct {
	name     string
	keys     []string        // columns of the primary key, in order
	integers map[string]bool // columns that hold integers
	columns  []string        // protected columns, keys included, sorted by name
	nullable map[string]bool // columns in which NULL and zero differ
	digest   map[string]bool // columns of which the image holds a hash only
}

// protected lists the tables under the audit chain in the order in which images are written. A table that is added
// when it already has rows needs an entry in baselineTables. All other tables are in unprotected (chain_test.go).
var protected = sync.OnceValue(func() []protectedTable {
	return []protectedTable{
		protect(models.Organisation{}), protect(models.Post{}), protect(models.Person{}), protect(models.Role{}),
		digesting(protect(models.Account{}, "last_log_in_at", "watched_from", "factor_asked_at"), "password_hash"),
		digesting(protect(models.EarlierPassword{}), "password_hash"), protect(models.AccountRequest{}),
		protect(models.Token{}), protect(models.SubjectLink{}),
		protect(models.Programme{}), protect(models.Indicator{}), protect(models.TargetDecision{}),
		protect(models.Project{}, "next_at", "next_what"), // the next moment follows from the other columns
		protect(models.Membership{}), protect(models.MonthPlan{}), protect(models.QuarterPlan{}), protect(models.Pause{}),
		protect(models.Alias{}),
		protect(models.Milestone{}), protect(models.DueChange{}), protect(models.Report{}),
		protect(models.Submission{}), protect(models.Review{}), protect(models.Attachment{}), protect(models.Upload{}, "at"),
		protect(models.Escalation{}), protect(models.EscalationNote{}), protect(models.AudiencePost{}),
		protect(models.Command{}),
		digesting(protect(models.StoredCommand{}, "stored_at", "status", "settled_at", "error_kind", "error_code",
			"error_message", "error_cell", "attempts"), "body"),
		protect(models.OutboxMessage{}, "attempts", "last_error", "digest"), protect(models.InboxMessage{}, "read_at"),
		protect(models.InboxEntry{}, "read_at", "delivery_key"), protect(models.NoticeSettings{}),
		protect(models.CalendarDay{}), protect(models.CalendarYear{}), protect(models.ImportBatch{}),
		protect(models.MonthClosing{}), protect(models.Correction{}), protect(models.Request{}),
		protect(models.SentFigures{}),
		protect(models.MonthRound{}, "next_at", "next_what", "told", "marks"), protect(models.RoundStep{}),
		protect(models.RoundSettings{}), protect(models.ResumeSettings{}),
		protect(models.InterimRound{}), protect(models.InterimPeriod{}),
		protect(models.Problem{}), protect(models.ProblemStep{}),
		digesting(protect(models.MonthClosingLine{}), "content"),
		digesting(protect(models.Contact{}), "office_phone", "mobile", "email"), protect(models.PastRole{}),
		protect(models.Succession{}), digesting(protect(models.PeopleImport{}), "rows", "done"),
		protect(models.Delivery{}, "attempts", "lease_until", "claimed_by", "next_try", "tried"),
		digesting(protect(models.Channel{}, "failures", "dead_since", "last_error", "last_at", "retry_at", "turn_at"),
			"sealed"),
		protect(models.OrderSettings{}), protect(models.OrderItem{}), protect(models.OrderStep{}),
		protect(models.SupervisionOrder{}, "next_at", "next_what", "told"),
		protect(models.RuleSet{}), digesting(protect(models.PlatformComparison{}), "lines"), protect(models.Finding{}),
		protect(models.Meeting{}), protect(models.Comment{}),
		protect(models.Suggestion{}), protect(models.BurdenCap{}), protect(models.EvidenceWord{}),
		protect(models.MilestoneTemplate{}), protect(models.Permit{}), protect(models.Formalities{}),
		protect(models.FundSource{}), protect(models.FundRecord{}), digesting(protect(models.FundImport{}), "form", "done"),
		protect(models.ProjectLink{}), protect(models.ReserveList{}), digesting(protect(models.Reserve{}), "phone"),
		protect(models.ReserveStep{}),
		digesting(protect(models.ReserveImport{}), "rows", "done"),
		protect(models.DocumentTemplate{}), protect(models.Confirmation{}), protect(models.ConfirmationRule{}),
		protect(models.Outing{}), protect(models.ScoreFormula{}), protect(models.Score{}), protect(models.ScoreLine{}),
		protect(models.ScoreObjection{}),
		protect(models.UrgentTable{}), digesting(protect(models.UrgentForm{}), "content"), protect(models.UrgentValue{}),
		protect(models.SavedView{}), protect(models.Star{}), protect(models.AccountPolicyVersion{}),
		digesting(protect(models.SecondFactor{}, "last_step"), "secret", "next"), protect(models.RecoveryCode{}),
	}
})

// protect describes the table of a row; all columns but the named ones are protected.
func protect(row any, except ...string) protectedTable {
	parsed, err := schema.Parse(row, &sync.Map{}, schema.NamingStrategy{})
	if err != nil {
		panic("store: " + err.Error()) // a defect that fails every test
	}
	p := protectedTable{name: parsed.Table, integers: map[string]bool{}, nullable: map[string]bool{},
		digest: map[string]bool{}}
	for _, f := range parsed.Fields {
		if f.PrimaryKey {
			p.keys = append(p.keys, f.DBName)
		}
		p.integers[f.DBName] = f.GORMDataType == schema.Int || f.GORMDataType == schema.Uint
		p.nullable[f.DBName] = f.FieldType.Kind() == reflect.Pointer || f.FieldType.Kind() == reflect.Slice
		if !slices.Contains(except, f.DBName) {
			p.columns = append(p.columns, f.DBName)
		}
	}
	slices.Sort(p.columns)
	return p
}

// digesting records hashes instead of values for the named columns.
func digesting(p protectedTable, columns ...string) protectedTable {
	for _, c := range columns {
		p.digest[c] = true
	}
	return p
}

// protectedBy returns the description of a table and reports whether it is protected.
func protectedBy(table string) (protectedTable, bool) {
	all := protected()
	i := slices.IndexFunc(all, func(p protectedTable) bool { return p.name == table })
	if i < 0 {
		return protectedTable{}, false
	}
	return all[i], true
}
