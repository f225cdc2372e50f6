package process

import (
	"testing"

	"duban/models"
	"duban/workflows/contract"
)

func TestAStartHasTheAttributesThatAreKnown(t *testing.T) {
	if n := searchAttributes(contract.Attributes{Title: "甲", Standing: "绿"}, false).Size(); n != 0 {
		t.Errorf("%d attributes of a project of which nothing is known", n)
	}
	all := searchAttributes(contract.Attributes{Programmes: []string{"district-2021"}, Unit: "乙", Stage: "施工",
		Colour: "green", NextDue: models.DateOf(2021, 7, 1).At(9, 0)}, false)
	if all.Size() != len(SearchAttributes()) {
		t.Errorf("%d attributes, of %d", all.Size(), len(SearchAttributes()))
	}
}
