package models

// ForecastResidual is by how much the year's completed investment of projects of a stage differed from the forecast
// without it, in permille of the annual plan: in one year of ten it was less than Low or more than High, half of the
// time less than Mid.
type ForecastResidual struct{ Low, Mid, High int }

var forecastResiduals = map[Stage][monthsOfYear - ForecastMonths]ForecastResidual{
	StageUnknown: {{-276, 6, 220}, {-257, 0, 197}, {-233, 9, 198}, {-184, 15, 180}, {-150, 11, 159}, {-114, 12, 133},
		{-93, 10, 100}, {-72, 5, 82}, {-60, 0, 60}},
	StageNewStart: {{-343, 25, 231}, {-279, 23, 225}, {-256, 18, 214}, {-194, 23, 203}, {-175, 14, 174}, {-117, 12, 141},
		{-101, 10, 111}, {-79, 7, 86}, {-67, 0, 64}},
	StageCarried: {{-239, -5, 237}, {-254, -27, 194}, {-229, 2, 204}, {-195, 6, 179}, {-150, 8, 166}, {-122, 12, 138},
		{-98, 13, 101}, {-78, 14, 84}, {-59, 1, 65}},
	StageCompleting: {{-233, 11, 188}, {-210, 0, 123}, {-179, 8, 124}, {-134, 9, 131}, {-80, 10, 128}, {-63, 13, 99},
		{-46, 5, 79}, {-6, 0, 60}, {0, 0, 32}},
}

var staleResiduals = [monthsOfYear - ForecastMonths]ForecastResidual{{-627, -308, -26}, {-666, -262, -23},
	{-629, -211, -2}, {-586, -203, 19}, {-541, -191, 22}, {-499, -201, 50}, {-436, -139, 68}, {-432, -115, 48},
	{-441, -121, 28}}
