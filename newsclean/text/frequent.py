"""The characters that Chinese text is mostly made of: what tells text from bytes read wrongly."""

from __future__ import annotations

# Frequent characters of written Chinese, simplified and traditional: any frequency list has these near its top. They
# make up over half of a Chinese text's characters, but under a tenth of one that is read in a wrong encoding.
FREQUENT = frozenset(
    "的一是不了在有人这为上个国我以要他来用们生到作地于出就分对成会可主发年动同工也能下过子说产面而方后多定行学法所民"
    "得经三之进等部度家力里如化高自二理起小现实加量都两体制机使点从业本去把好应开还因由其些前外天四日那社事平全表间与"
    "关各重新线内正心反你明看原又利比但质第向道此变条没结问意建月公无系军情者最立代想已通并提题党展五果料员位常文总次"
    "品活设及管长求老基资路级少图山统接知将组见计手根论运农指区强放决做必战先回则任取据处南给门即保治北造百规热海口东"
    "志世金增争油术交受联共权收改清再更单打教带安场车务具万每目至达示报类华名信市省时报记者新闻网站来源编辑责任，。、“”"
    "這為個國來們產說過學經進裡現實點從業應開還間與關線質變條結問無軍題黨員總設資級圖統將組見計論農區強決戰則據處門"
    "規熱東爭術聯權單帶場車務萬達報類華時記聞網編輯責發動對會後當體機於電長樣頭嗎讓給認話語買賣億臺灣："
)
