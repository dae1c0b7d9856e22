import { App, ConfigProvider, theme as antdTheme } from 'antd';
import type { ConfigProviderProps, ThemeConfig } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/en-gb';
import 'dayjs/locale/zh-cn';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { usePreferences } from '../preferences.web.ts';
import type { TextSize } from '../preferences.web.ts';
import { usePaletteName } from './apply.web.ts';
import { palettes } from './palettes.web.ts';
import type { Palette, PaletteName } from './palettes.web.ts';


/** Gives Ant Design our colours, sizes, language and the nonce of the page's content policy. */
export function Look({ children }: { children: ReactNode }) {
  const { language, textSize } = usePreferences();
  const name = usePaletteName();
  const theme = useMemo(() => antdLook(name, textSize), [name, textSize]);
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en-gb');
  return (
    <ConfigProvider theme={theme} locale={language === 'zh' ? zhCN : enGB} {...policy}>
      <App component={false} message={{ top: 72 }}>{children}</App>
    </ConfigProvider>
  );
}

const policy: Pick<ConfigProviderProps, 'csp' | 'button'> = {
  csp: { nonce: document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '' },
  // Ant Design puts a space between two Chinese characters of a button; nobody writes like that.
  button: { autoInsertSpace: false },
};

// Ant Design waits for the ends of its own movements, so they are switched off by its token and not by a style of ours.
const still = matchMedia('(prefers-reduced-motion: reduce)');

function antdLook(name: PaletteName, size: TextSize): ThemeConfig {
  const colours = palettes[name];
  const scale = size === 'large' ? 1.25 : 1;
  return {
    algorithm: name === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    token: { ...colourTokens(colours), ...sizeTokens(scale), ...floating(name), fontFamily: 'var(--font)', wireframe: false, motion: !still.matches },
    components: {
      Drawer: { colorBgElevated: colours.card, paddingLG: 24 * scale },
      Modal: { contentBg: colours.card, headerBg: colours.card, titleFontSize: 17 * scale },
      Tooltip: { colorBgSpotlight: colours.ink, colorTextLightSolid: colours.card },
    },
  };
}

function colourTokens(colours: Palette): NonNullable<ThemeConfig['token']> {
  return {
    colorPrimary: colours.main, colorPrimaryHover: colours.mainHover, colorTextLightSolid: colours.mainOn,
    colorLink: colours.mainInk, colorSuccess: colours.done, colorWarning: colours.attention,
    colorError: colours.wrong, colorInfo: colours.note,
    colorText: colours.ink, colorTextSecondary: colours.inkSoft, colorTextTertiary: colours.inkFaint,
    colorTextPlaceholder: colours.inkFaint, colorTextDisabled: colours.inkFaint, colorIcon: colours.inkSoft,
    colorBgBase: colours.card, colorBgContainer: colours.card, colorBgElevated: colours.card, colorBgLayout: colours.ground,
    colorBgMask: colours.shade, colorBorder: colours.edge, colorBorderSecondary: colours.line, colorSplit: colours.line,
    controlItemBgActive: colours.mainSoft, controlItemBgHover: colours.plainSoft,
  };
}

function sizeTokens(scale: number): NonNullable<ThemeConfig['token']> {
  return {
    fontSize: Math.round(15 * scale), lineHeight: 1.6, controlHeight: Math.round(36 * scale),
    borderRadius: 8, borderRadiusLG: 12, borderRadiusSM: 6,
  };
}

/** What floats above the page must stand off from it: by shadow in light, by a lighter ground in dark, by a line in high contrast. */
function floating(name: PaletteName): NonNullable<ThemeConfig['token']> {
  const shadow = name === 'contrast' ? `0 0 0 1px ${palettes.contrast.edge}` : '0 8px 32px rgba(20, 32, 30, 0.16)';
  return { boxShadow: shadow, boxShadowSecondary: shadow, ...(name === 'dark' ? { colorBgElevated: palettes.dark.plainSoft } : {}) };
}
