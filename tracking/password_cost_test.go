package tracking

import (
	"fmt"
	"testing"
)

// A password that was stored at another cost stays right, so that a later version can ask for more.
func TestAPasswordStoredAtAnotherCostIsRight(t *testing.T) {
	was := presentCost
	presentCost = argonCost{memory: 1024, time: 1, lanes: 2}
	older, err := hashPassword(t.Context(), "一句好记的话")
	if presentCost = was; err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		phc, password string
		right         bool
	}{
		{older, "一句好记的话", true}, {older, "另一句话", false},
		{fmt.Sprintf("$argon2id$v=19$m=%d,t=1,p=1$c2FsdA$c2FsdA", mostMemory+1), "x", false},
		{"$argon2id$v=19$m=0,t=0,p=0$c2FsdA$c2FsdA", "x", false}, {"$none", "x", false},
	} {
		if got, err := isPassword(t.Context(), tt.phc, tt.password); got != tt.right || err != nil {
			t.Errorf("%s with %s: %v, %v", tt.phc, tt.password, got, err)
		}
	}
}
