package models_test

import (
	"testing"

	"duban/models"
)

func TestGuessablePasswordsAreRefused(t *testing.T) {
	for _, password := range []string{
		"password1!", "Password123!", "P@ssw0rd2026", "admin@123456", "Admin@12345678", "Abc1234567!", "Abcd@1234567",
		"1qaz@WSX3edc", "Qwer1234!@#$", "!QAZ2wsx#EDC",
		"Zhangdian@2026", "张店2026@admin", "Duban@2026!!", "zdxm@20260101A", "Aa111111111!", "Huawei@123456", "Zibo@19850312a",
		"aA1!aA1!aA1!", "Chenli@2026!", "1234567890Aa!",
		"陈力Chen@2026", "Qwertyuiop1!", "Root@Root@Root1", "Welcome2Zibo!", "Office@88888888",
		"Summer2026!", "Monday@2026", "January2026!", "Company@123", "Computer@2026", "ZhangWei@1990",
	} {
		if err := models.DefaultAccountPolicy.CheckPassword(password, "chenli", "陈力"); models.AsError(err) == nil ||
			models.AsError(err).Code != "weak_password" {
			t.Errorf("%s: %v", password, err)
		}
	}
}

func TestGoodPasswordsAreAccepted(t *testing.T) {
	for _, password := range []string{"Vk7#mPq2vLx", "春天的早晨要开会-2021", "一句好记而又足够长的话", "tea-Kettle,93-Brook",
		"Rz4!wQp9tHx"} {
		if err := models.DefaultAccountPolicy.CheckPassword(password, "chenli", "陈力"); err != nil {
			t.Errorf("%s: %v", password, err)
		}
	}
}

func TestPasswordsFollowThePolicy(t *testing.T) {
	strict := models.DefaultAccountPolicy
	strict.PasswordPhrase = 0
	for password, p := range map[string]models.AccountPolicy{
		"Vk7#mPq2v": models.DefaultAccountPolicy, "vkzmpqxvlxw": models.DefaultAccountPolicy,
		"vk7mpq2vlx8": models.DefaultAccountPolicy, "一句好记而又足够长的话": strict,
		"Vk7#my-chenli": models.DefaultAccountPolicy,
	} {
		if err := p.CheckPassword(password, "chenli"); err == nil {
			t.Errorf("%s is taken", password)
		}
	}
}

func TestUnusablePoliciesAreRefused(t *testing.T) {
	if err := models.DefaultAccountPolicy.Check(); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*models.AccountPolicy){
		"short":           func(p *models.AccountPolicy) { p.PasswordLeast = 7 },
		"five kinds":      func(p *models.AccountPolicy) { p.PasswordKinds = 5 },
		"negative days":   func(p *models.AccountPolicy) { p.PasswordDays = -1 },
		"tokens for ever": func(p *models.AccountPolicy) { p.TokenLongest = 3650 },
		"no token at all": func(p *models.AccountPolicy) { p.TokenDays = 0 },
		"no network":      func(p *models.AccountPolicy) { p.AdminNetworks = "10.1.2.0/24 三楼" },
		"a network of 33": func(p *models.AccountPolicy) { p.AdminNetworks = "10.1.2.0/33" },
	} {
		p := models.DefaultAccountPolicy
		change(&p)
		if models.KindOf(p.Check()) != models.KindInvalid {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestTokenEnd(t *testing.T) {
	now := models.DateOf(2026, 6, 1).At(15, 0)
	today := now.Date()
	for _, tt := range []struct {
		asked, want models.Date // want 0: refused
	}{{0, today + 180}, {today, today}, {today + 365, today + 365}, {today + 366, 0}, {today - 1, 0}} {
		end, err := models.DefaultAccountPolicy.TokenEnd(tt.asked, now)
		if (err != nil) != (tt.want == 0) || tt.want != 0 && end != (tt.want+1).At(0, 0) {
			t.Errorf("asked for %s: %s, %v", tt.asked, end, err)
		}
	}
}
