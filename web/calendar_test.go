package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"duban/models"
)

const notice2022 = "国务院办公厅关于2022年部分节假日安排的通知\n一、元旦：2022年1月1日至3日放假，共3天。二、春节：1月31日至2月6日放假调休，共7天。" +
	"1月29日（星期六）、1月30日（星期日）上班。三、清明节：4月3日至5日放假调休，共3天。4月2日（星期六）上班。四、劳动节：4月30日至5月4日放假调休，" +
	"共5天。4月24日（星期日）、5月7日（星期六）上班。五、端午节：6月3日至5日放假，共3天。六、中秋节：9月10日至12日放假，共3天。七、国庆节：" +
	"10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。"

// The office pastes a notice, sees what it moves, and confirms: nothing changes before.
func TestTheOfficeEntersANotice(t *testing.T) {
	d := planned(t, 3, 0)
	h := d.as(models.RoleOffice)
	typed := url.Values{"key": {"notice"}, "text": {notice2022}, "notice": {"国办发明电〔2021〕11号"}}
	seen := sendForm(h, "/calendar", typed)
	check(t, h, seen.Body.String())
	contains(t, seen.Body.String(), []string{"预览：2022 年", "2022年1月31日至2022年2月6日，共 7 天", "确认录入"}, nil)
	contains(t, get(h, "/calendar?year=2022").Body.String(), []string{"程序自带"}, []string{"国办发明电〔2021〕11号"})
	typed.Set("confirmed", "1")
	for range 2 {
		if w := sendForm(h, "/calendar", typed); w.Code != http.StatusSeeOther || w.Header().Get("Location") !=
			"/calendar?year=2022" {
			t.Fatal(w.Code, w.Header(), w.Body)
		}
	}
	contains(t, get(h, "/calendar?year=2022").Body.String(), []string{"国办发明电〔2021〕11号", "第1版"}, []string{"程序自带"})
	bad := url.Values{"key": {"bad"}, "text": {"2022-10-01,班,国庆"}, "only": {"1"}}
	if w := sendForm(h, "/calendar", bad); w.Code != http.StatusUnprocessableEntity {
		t.Error(w.Code)
	} else {
		contains(t, w.Body.String(), []string{"2022年10月1日是法定节假日，不能登记为上班"}, nil)
	}
	contains(t, get(h, "/calendar?year=2031").Body.String(), []string{"推算", "2031 年放假安排尚未录入"}, nil)
}
