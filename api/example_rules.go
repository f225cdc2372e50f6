package api

import (
	"encoding/json"

	"duban/models"
	"duban/tracking"
)

// editRulesExample is the default set of rules under a name of its own.
var editRulesExample = func() string {
	book, _ := models.RulesByName("ratio")
	text, err := json.Marshal(tracking.RuleEdit{Revision: 1, Rules: book.Editable("张店区督办办法")})
	if err != nil {
		panic(err) // a defect that fails every test
	}
	return string(text)
}()
