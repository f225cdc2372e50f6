package models

// LightName returns the word for a light: 绿灯, 黄灯, 红灯 or 无数据.
func (c Colour) LightName() string {
	return map[Colour]string{Green: "绿灯", NoData: "无数据", YellowHue: "黄灯", RedHue: "红灯"}[c]
}

// Reached returns the words for a rung that is reached. They are not those of a card, which a person signs.
func (r Rung) Reached() string {
	switch r {
	case NoRung:
		return ""
	case Top:
		return "达到挂牌督办条件"
	}
	return "达到" + r.Chinese() + "标准"
}
