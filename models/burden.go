package models

// BurdenCap is the most forms and messages that the office means to ask of one unit in one month. It is a line that is
// shown, not a gate: what the law asks for is asked for all the same.
type BurdenCap struct {
	Scope    string `gorm:"primaryKey" json:"-"` // BurdenDistrict
	Forms    int    `json:"forms"`               // 0: no cap
	Messages int    `json:"messages"`            // 0: no cap
}

// BurdenDistrict is the scope of the cap that holds for every unit.
const BurdenDistrict = "district"

// DefaultBurdenCap holds until the office sets another: a report for each of five projects, and three more forms; two
// messages a working day.
var DefaultBurdenCap = BurdenCap{Scope: BurdenDistrict, Forms: 8, Messages: 40}

// maxBurdenCap is the largest cap that can be set.
const maxBurdenCap = 10_000

// Check checks a cap. Errors: KindInvalid.
func (c BurdenCap) Check() error {
	if c.Forms < 0 || c.Messages < 0 || c.Forms > maxBurdenCap || c.Messages > maxBurdenCap {
		return Errorf(KindInvalid, "bad_cap", "上限应为 0 至 %d 的整数，0 为不设上限", maxBurdenCap)
	}
	return nil
}

// Burden is what was asked of one unit in one month (减负账): results are not in it, and no person is.
type Burden struct {
	UnitID   string `json:"unit_id"`
	Unit     string `json:"unit"`
	Reports  int    `json:"reports"`  // monthly reports that fell due
	Tables   int    `json:"tables"`   // urgent tables that asked the unit or its owners
	Columns  int    `json:"columns"`  // columns that urgent tables collected from them
	Known    int    `json:"known"`    // of these, columns that the program could have filled in
	Returned int    `json:"returned"` // submissions that were returned and asked for again
	Messages int    `json:"messages"` // messages to the unit and its owners
}

// Forms is how many forms were asked for.
func (b Burden) Forms() int { return b.Reports + b.Tables }

// Repeated is how many questions were asked again or had an answer already.
func (b Burden) Repeated() int { return b.Known + b.Returned }

// Over reports whether the unit was asked for more than the cap.
func (b Burden) Over(c BurdenCap) bool {
	return c.Forms > 0 && b.Forms() > c.Forms || c.Messages > 0 && b.Messages > c.Messages
}
