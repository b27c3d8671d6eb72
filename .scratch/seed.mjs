
export async function seed(base, token, shift){
let cookie='';
async function api(method,path,body){const r=await fetch(base+'/api/v1'+path,{method,headers:{...(cookie&&{cookie}),...(body&&{'content-type':'application/json'})},...(body&&{body:JSON.stringify(body)})});const s=r.headers.getSetCookie()[0];if(s)cookie=s.split(';')[0];const j=await r.json();if(!r.ok)throw new Error(path+' '+JSON.stringify(j));return j;}
await api('POST','/setup/administrator',{token,name:'Olive Operator',userName:'olive',password:'a password of the tests'});
const s=await api('GET','/settings');
await api('PUT','/settings',{companyName:'Southern Cross Voice',baseNumber:'100000',country:'AU',currency:'AUD',timeZone:'Australia/Sydney',countryCallingCode:'61',nationalPrefix:'0',internationalPrefix:'0011',emergencyNumbers:['000'],version:s.version});
const p=await api('POST','/billing-packages',{name:'Retail',rates:[{prefix:'61',destination:'Australia',price:'0.25'}]});
const pr=await api('POST','/providers',{name:'Test carrier',protocol:'test',host:'',port:5060});
let routes=await api('GET','/routes'); let r=routes.items[0]??await api('POST','/routes',{name:'All',rules:[{prefix:'',providerIds:[pr.id]}]});
await api('POST','/setup/finish',{}).catch(()=>api('POST','/setup/finish'));
const b=await api('GET','/billing-settings');
await api('PUT','/billing-settings',{version:b.version,sellerAddress1:'Level 3, 100 George Street',sellerCity:'Sydney',sellerState:'NSW',sellerPostcode:'2000',sellerTaxId:'ABN 12 345 678 901',paymentInstructions:'BSB 062-000, account 1234 5678. Please give the invoice number.',taxes:[{name:'GST',percent:'10'}]});
const ids=[];
for (const [firstName,lastName,company,withAddr] of [['Mary','Fletcher','',true],['','','Harbour Dental Pty Ltd',true],['Jürgen','Müller','',true],['Noa','Nolan','',false]]){
 const a=await api('POST','/accounts',{firstName,lastName,company,...(withAddr?{address1:'12 Ocean Road',city:'Manly',postcode:'2095',state:'NSW',country:'AU'}:{}),paymentType:'post_paid',billingPackageId:p.id,routeId:r.id,callLimit:5,extras:[{description:'Monthly Fee',cost:'19.95',chargePeriod:'monthly',startsOn:'2026-10-05',doesProrate:true},{description:'Set-up',cost:'49',chargePeriod:'once',startsOn:'2026-10-05'}]});
 ids.push(a.account.id);
}
return {cookie, ids}; }
